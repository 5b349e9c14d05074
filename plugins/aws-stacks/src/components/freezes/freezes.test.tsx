// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { Freeze } from '@groundwork/backstage-plugin-groundwork-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { giveElementsSize } from '../../__testUtils__/layout';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, run, runDetail } from '../../__testUtils__/runs';
import { parseLocal } from './FreezeDialog';

const production: Freeze = {
  id: '01JD5T00000000000000FREEZE',
  source: 'person',
  scope: { kind: 'environment', environment: 'production' },
  reason: 'Year-end close',
  from: '2025-11-20T10:00:00Z',
  createdBy: 'user:default/amir',
  isActive: true,
};

const coming: Freeze = {
  id: 'weekend',
  source: 'configuration',
  scope: { kind: 'account', accountId: run.target.accountId },
  reason: 'Nobody is there',
  from: '2099-11-20T10:00:00Z',
  until: '2099-11-21T10:00:00Z',
  isActive: false,
};

const answer = (items: Freeze[], mayFreeze = true) =>
  backend.use(
    http.get(`${BASE_URL}/freezes`, () =>
      HttpResponse.json(page(items, { mayFreeze })),
    ),
  );

const section = () => screen.findByRole('region', { name: 'Freezes' });

describe('freezes', () => {
  registerMswTestHooks(backend);
  giveElementsSize({ window: 600, row: 30 });

  it('are said on the list of runs, with what is coming', async () => {
    answer([production, coming], false);
    renderPage('/runs');
    expect(
      await screen.findByText(
        'Frozen: nothing is applied in production until somebody ends it',
      ),
    ).toBeVisible();
    const items = within(await section()).getAllByRole('listitem');
    expect(items[0]).toHaveTextContent('OnYear-end close');
    expect(items[1]).toHaveTextContent('ComingNobody is there');
    expect(items[1]).toHaveTextContent('in AI Core production');
    expect(items[1]).toHaveTextContent('By the configuration: weekend');
    expect(
      screen.queryByRole('button', { name: /freeze/i }),
    ).not.toBeInTheDocument();
  });

  it('are said of a run that they concern, and of no other', async () => {
    const staging: Freeze = {
      ...production,
      id: '01JD5T0000000000000FREEZE2',
      scope: { kind: 'environment', environment: 'staging' },
      reason: 'Test of the staging area',
    };
    answer([production, staging]);
    renderPage(`/runs/${RUN_ID}`);
    expect(await screen.findByText(/Year-end close\. Plans/)).toBeVisible();
    expect(screen.queryByText(/Test of the staging/)).not.toBeInTheDocument();
  });

  it('are not said of a run that has ended', async () => {
    answer([production]);
    backend.use(
      http.get(`${BASE_URL}/runs/:runId`, () =>
        HttpResponse.json({ ...runDetail, state: 'succeeded', actions: [] }),
      ),
    );
    renderPage(`/runs/${RUN_ID}`);
    await screen.findByRole('heading', { name: 'Run of kms / orders' });
    expect(screen.queryByText(/Frozen/)).not.toBeInTheDocument();
  });

  it('are unknown when they cannot be read', async () => {
    backend.use(
      http.get(`${BASE_URL}/freezes`, () =>
        refusal(500, 'Error', 'The database is down'),
      ),
    );
    renderPage('/runs');
    expect(
      await screen.findByText(/Whether a freeze is on could not be read/),
    ).toHaveTextContent('The database is down');
  });

  async function openDialog() {
    renderPage('/runs');
    expect(await section()).toHaveTextContent('No freeze is on');
    await userEvent.click(
      screen.getByRole('button', { name: 'Freeze applies' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const write = async (field: RegExp, text: string) => {
      await userEvent.click(dialog.getByRole('textbox', { name: field }));
      await userEvent.paste(text);
    };
    const confirm = () =>
      userEvent.click(dialog.getByRole('button', { name: 'Freeze applies' }));
    return { dialog, write, confirm };
  }

  it('are declared with a scope, an end and a reason', async () => {
    const bodies: unknown[] = [];
    answer([]);
    backend.use(
      http.post(`${BASE_URL}/freezes`, async ({ request }) => {
        bodies.push(await request.json());
        answer([production]);
        return HttpResponse.json(production, { status: 201 });
      }),
    );
    const { write, confirm } = await openDialog();
    await write(/Why/, 'Year-end close');
    await write(/Until/, '2099-12-31 18:00');
    await confirm();
    expect(await screen.findByText('On')).toBeVisible();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(bodies).toEqual([
      {
        scope: { kind: 'everything' },
        reason: 'Year-end close',
        until: new Date('2099-12-31T18:00:00').toISOString(),
      },
    ]);
  });

  it('are not declared without a reason, or with an end that is none', async () => {
    answer([]);
    const { dialog, write, confirm } = await openDialog();
    await confirm();
    expect(await dialog.findByRole('alert')).toHaveTextContent('Say why');
    await write(/Why/, 'Year-end close');
    await write(/Until/, 'tomorrow');
    await confirm();
    expect(await dialog.findByText(/Write the end as/)).toBeVisible();
  });

  it('are ended by somebody who may', async () => {
    const bodies: unknown[] = [];
    answer([production, coming]);
    backend.use(
      http.post(
        `${BASE_URL}/freezes/:freezeId/end`,
        async ({ params, request }) => {
          bodies.push([params.freezeId, await request.json()]);
          answer([]);
          return HttpResponse.json({ ...production, isActive: false });
        },
      ),
    );
    renderPage('/runs');
    await userEvent.click(
      within(await section()).getByRole('button', { name: 'End freeze' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'End freeze' }),
    );
    await waitFor(() => expect(bodies).toEqual([[production.id, {}]]));
    expect(
      await within(await section()).findByText(/No freeze is on/),
    ).toBeVisible();
  });
});

it.each([
  ['2026-12-31 18:00', '2026-12-31T18:00:00'],
  [' 2026-01-02T03:04 ', '2026-01-02T03:04:00'],
  ['31.12.2026', undefined],
  ['2026-13-01 00:00', undefined],
  ['', undefined],
])('reads %s as local time', (text, local) => {
  expect(parseLocal(text)).toBe(local && new Date(local).toISOString());
});
