// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { BlastRadius } from '@groundwork/backstage-plugin-groundwork-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { blastRadius } from '../../__testUtils__/blast';
import { giveElementsSize } from '../../__testUtils__/layout';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, run, runDetail } from '../../__testUtils__/runs';

const answer = (change: Partial<BlastRadius>) =>
  backend.use(
    http.get(`${BASE_URL}/runs/:runId/blast-radius`, () =>
      HttpResponse.json({ ...blastRadius, ...change }),
    ),
  );

const plan = async () =>
  within(await screen.findByRole('region', { name: 'Plan' }));

describe('what depends on what a plan changes', () => {
  registerMswTestHooks(backend);
  giveElementsSize({ window: 600, row: 30 });

  it('is counted beside the plan, and named on demand, by keyboard too', async () => {
    renderPage(`/runs/${RUN_ID}`);
    const button = await (
      await plan()
    ).findByRole('button', { name: '2 entities depend on this' });
    button.focus();
    await userEvent.keyboard('{Enter}');
    const dialog = within(await screen.findByRole('dialog'));
    const list = within(
      await dialog.findByRole('list', { name: 'Entities that depend on this' }),
    );
    expect(
      list.getAllByRole('listitem').map(({ textContent }) => textContent),
    ).toEqual(['ordersdirectly', 'shopthrough 2 others']);
    expect(list.getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      '/catalog/default/component/orders',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('says "at least" where it was not followed to the end, and why', async () => {
    answer({ count: 1, isAtLeast: true, owners: 'not-installed' });
    renderPage(`/runs/${RUN_ID}`);
    await userEvent.click(
      await (
        await plan()
      ).findByRole('button', { name: 'At least 1 entity depends on this' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent(
      'the estate is not installed',
    );
  });

  it('shows what is not known as not known, and nothing as nothing', async () => {
    answer({ count: 0, isAtLeast: true, owners: 'unknown', entities: [] });
    const first = renderPage(`/runs/${RUN_ID}`);
    await (
      await plan()
    ).findByRole('button', { name: 'What depends on this is not known' });
    first.unmount();

    answer({ count: 0, entities: [] });
    const second = renderPage(`/runs/${RUN_ID}`);
    await (
      await plan()
    ).findByRole('button', {
      name: 'No entity that you may see depends on this',
    });
    second.unmount();

    backend.use(
      http.get(`${BASE_URL}/runs/:runId/blast-radius`, () =>
        refusal(500, 'Error', 'The catalog is down'),
      ),
    );
    renderPage(`/runs/${RUN_ID}`);
    await userEvent.click(
      await (
        await plan()
      ).findByRole('button', { name: 'What depends on this is not known' }),
    );
    expect(
      await within(await screen.findByRole('dialog')).findByRole('alert'),
    ).toHaveTextContent('The catalog is down');
  });

  it('is asked once for all plans of the inbox', async () => {
    const asked: (string | null)[] = [];
    const other = { ...run, id: '01JD5T000000000000000RVN77', name: 'billing' };
    const { approval } = runDetail;
    backend.use(
      http.get(`${BASE_URL}/approvals`, () =>
        HttpResponse.json(
          page(
            [run, other].map(one => ({ ...one, approval })),
            { mine: 2 },
          ),
        ),
      ),
      http.get(`${BASE_URL}/blast-radius`, ({ request }) => {
        asked.push(new URL(request.url).searchParams.get('runId'));
        const { origins: _, entities: __, ...count } = blastRadius;
        return HttpResponse.json({
          items: [
            count,
            { ...count, runId: other.id, count: 500, isAtLeast: true },
          ],
        });
      }),
    );
    renderPage('/approvals');
    expect(
      await screen.findByRole('button', { name: '2 entities depend on this' }),
    ).toHaveTextContent('2');
    const many = screen.getByRole('button', {
      name: 'At least 500 entities depend on this',
    });
    expect(many).toHaveTextContent('500 or more');
    expect(asked).toEqual([`${RUN_ID},${other.id}`]);
    await userEvent.click(many);
    expect(
      await screen.findByRole('list', { name: 'Entities that depend on this' }),
    ).toHaveTextContent('orders');
  });
});
