// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { giveElementsSize } from '../../__testUtils__/layout';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, runDetail } from '../../__testUtils__/runs';

jest.setTimeout(60_000);

const answer = (change: object) =>
  backend.use(
    http.get(`${BASE_URL}/runs/:runId`, () =>
      HttpResponse.json({ ...runDetail, ...change }),
    ),
  );

async function openRecord() {
  renderPage(`/runs/${RUN_ID}`);
  return within(
    await screen.findByRole(
      'region',
      { name: 'Change record' },
      { timeout: 20_000 },
    ),
  );
}

describe('RunRecord', () => {
  registerMswTestHooks(backend);
  giveElementsSize({ window: 600, row: 30 });

  it('shows why the change is made, and leads to its ticket', async () => {
    answer({
      change: { ticket: 'CHG-1042', reason: 'Orders are to be encrypted' },
      ticketUrl: 'https://tickets.test/CHG-1042',
    });
    const record = await openRecord();
    expect(record.getByRole('link', { name: 'CHG-1042' })).toHaveAttribute(
      'href',
      'https://tickets.test/CHG-1042',
    );
    expect(record.getByText('Orders are to be encrypted')).toBeVisible();
  });

  it('shows a ticket that leads nowhere as text, and says when nothing was said', async () => {
    answer({ change: { ticket: 'CHG-7' } });
    const record = await openRecord();
    expect(record.getByText('CHG-7')).toBeVisible();
    expect(record.queryByRole('link')).not.toBeInTheDocument();
    expect(record.queryByText(/Nobody has said/)).not.toBeInTheDocument();
  });

  it('saves the record as it is, and says why it could not be loaded', async () => {
    answer({ change: undefined });
    const saved: Blob[] = [];
    URL.createObjectURL = (blob: Blob) => {
      saved.push(blob);
      return 'blob:record';
    };
    URL.revokeObjectURL = () => undefined;
    jest.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue();
    const text = '{"sha256":"abc","record":{"version":1}}';
    backend.use(
      http.get(`${BASE_URL}/runs/:runId/record`, () => new HttpResponse(text)),
    );
    const record = await openRecord();
    expect(
      record.getByText('Nobody has said why this change is made.'),
    ).toBeVisible();
    const button = record.getByRole('button', { name: 'Download the record' });
    await userEvent.click(button);
    expect(saved).toHaveLength(1);
    expect(saved[0].size).toBe(text.length);

    backend.use(
      http.get(`${BASE_URL}/runs/:runId/record`, () =>
        refusal(403, 'NotAllowedError', 'You need groundwork.stack.read'),
      ),
    );
    await userEvent.click(button);
    expect(await record.findByRole('alert')).toHaveTextContent(
      'The record could not be downloaded: You need groundwork.stack.read',
    );
  });
});
