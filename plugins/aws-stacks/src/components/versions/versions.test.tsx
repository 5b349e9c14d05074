// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page } from '../../__testUtils__/backend';
import { upgrade } from '../../__testUtils__/promotion';
import { renderPage } from '../../__testUtils__/renderPlugin';
import {
  STACK_ID,
  brokenStack,
  stack,
  stackDetail,
} from '../../__testUtils__/stacks';

describe('versions of layers', () => {
  registerMswTestHooks(backend);

  function posted(): unknown[] {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}/layers/kms/upgrade`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json({
          items: [
            { stackId: STACK_ID, taskId: 'task-1' },
            { stackId: brokenStack.id, problem: 'Fill in the form' },
          ],
        });
      }),
    );
    return bodies;
  }

  it('shows what the newest version changes, and has it planned', async () => {
    const user = userEvent.setup();
    const bodies = posted();
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId`, () =>
        HttpResponse.json({ ...stackDetail, layerVersion: '1.9.0' }),
      ),
    );
    renderPage(`/stacks/${STACK_ID}`);
    expect(await screen.findByText('Newer: 1.10.0')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show what changes' }));
    expect(await screen.findByText('2 files of the code change')).toBeVisible();
    const diff = screen.getByLabelText('What changes in terraform/main.tf');
    expect(diff).toHaveTextContent(
      '@@ -1,1 +1,1 @@-rotation = 365+rotation = 90',
    );
    expect(screen.getByText(/too large to be shown/)).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Upgrade' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText(/Reason/), 'Safer');
    await user.click(
      within(dialog).getByRole('button', { name: 'Render and plan' }),
    );
    await waitFor(() =>
      expect(bodies).toEqual([{ stackIds: [STACK_ID], reason: 'Safer' }]),
    );
    expect(await within(dialog).findByText(/Task started/)).toBeVisible();
  });

  it('says that the newest could not be read, and that the form has to be used', async () => {
    const user = userEvent.setup();
    backend.use(
      http.get(`${BASE_URL}/stacks/:stackId/upgrade`, () =>
        HttpResponse.json({
          ...upgrade,
          files: [],
          fileCount: 0,
          unreadable: 'no such repository',
          missing: ['password'],
        }),
      ),
    );
    renderPage(`/stacks/${STACK_ID}`);
    await user.click(
      await screen.findByRole('button', { name: 'Show what changes' }),
    );
    expect(
      await screen.findByText(/could not be read: no such repository/),
    ).toBeVisible();
    expect(screen.getByText(/fill in: password/)).toBeVisible();
    expect(
      screen.queryByText('The code of the layer is the same.'),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Upgrade' }),
    ).not.toBeInTheDocument();
  });

  it('filters the list by version, marks what is behind, and raises many at once', async () => {
    const user = userEvent.setup();
    const bodies = posted();
    const asked: (string | null)[] = [];
    backend.use(
      http.get(`${BASE_URL}/stacks`, ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('layerVersion'));
        return HttpResponse.json(
          page([{ ...stack, layerVersion: '1.9.0' }, brokenStack]),
        );
      }),
    );
    renderPage('/stacks?layer=kms&version=1.9.0');
    const row = await screen.findByRole('row', { name: /orders/ });
    expect(row).toHaveTextContent('1.9.0Newer: 1.10.0');
    expect(asked[0]).toBe('1.9.0');
    expect(
      await screen.findByText(
        '2 stacks of kms have an older version than 1.10.0',
      ),
    ).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Upgrade them' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getAllByRole('checkbox')).toHaveLength(2);
    await user.type(within(dialog).getByLabelText(/Reason/), 'Safer');
    await user.type(within(dialog).getByLabelText(/Ticket/), 'CHG-7');
    await user.click(
      within(dialog).getByRole('button', { name: 'Render and plan' }),
    );
    await waitFor(() =>
      expect(bodies).toEqual([
        {
          stackIds: [STACK_ID, brokenStack.id],
          reason: 'Safer',
          ticket: 'CHG-7',
        },
      ]),
    );
    expect(
      await within(dialog).findByText(/Not started: Fill in the form/),
    ).toBeVisible();
    expect(
      within(dialog).getByRole('link', { name: 'Follow the task' }),
    ).toHaveAttribute('href', '/create/tasks/task-1');
  });
});
