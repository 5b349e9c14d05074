// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type {
  CostEstimate,
  CostLine,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page } from '../../__testUtils__/backend';
import { giveElementsSize } from '../../__testUtils__/layout';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { RUN_ID, run, runDetail } from '../../__testUtils__/runs';

const line = (address: string, expected: string): CostLine => ({
  address,
  item: 'NAT gateway hours',
  basis: '730 h × 0.048 USD',
  monthly: { low: expected, expected, high: expected },
});

const cost: CostEstimate = {
  currency: 'USD',
  monthly: { low: '-20.00', expected: '15.04', high: '1048.00' },
  lines: [
    line('aws_nat_gateway.small', '4.80'),
    {
      ...line('aws_nat_gateway.data', '30.24'),
      monthly: { low: '10.00', expected: '30.24', high: '1063.20' },
      usage: 'GB through the NAT gateway: 100 expected, 10 to 1000',
    },
    line('aws_nat_gateway.gone', '-35.04'),
  ],
  leftOut: [
    { what: 'aws_msk_cluster.this', reason: 'its price is not in the table' },
  ],
  sources: [
    {
      name: 'Amazon VPC pricing',
      date: '2025-01-01',
      url: 'https://aws.amazon.com/vpc/pricing/',
    },
  ],
  estimatedAt: '2025-11-20T10:01:00Z',
};

function open(change: Partial<RunDetail>) {
  backend.use(
    http.get(`${BASE_URL}/runs/:runId`, () =>
      HttpResponse.json({ ...runDetail, ...change }),
    ),
  );
  renderPage(`/runs/${RUN_ID}`);
}

const section = () => screen.findByRole('region', { name: 'Monthly cost' });

describe('monthly cost of a run', () => {
  registerMswTestHooks(backend);
  giveElementsSize({ window: 600, row: 30 });

  it('is shown with its lines by size, what is left out, and the source', async () => {
    open({ cost });
    const shown = within(await section());
    expect(
      shown.getAllByRole('definition').map(({ textContent }) => textContent),
    ).toEqual(['-$20.00', '+$15.04', '+$1,048.00']);
    const rows = shown.getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringContaining('aws_nat_gateway.gone'),
      expect.stringContaining('aws_nat_gateway.data'),
      expect.stringContaining('aws_nat_gateway.small'),
    ]);
    expect(rows[0]).toHaveTextContent('730 h × 0.048 USD-$35.04');
    expect(rows[1]).toHaveTextContent(
      'Assumed: GB through the NAT gateway: 100 expected, 10 to 1000',
    );
    expect(rows[1]).toHaveTextContent('+$30.24+$10.00 to +$1,063.20');
    expect(
      shown.getByRole('list', { name: 'Not in the estimate' }),
    ).toHaveTextContent('aws_msk_cluster.this: its price is not in the table.');
    expect(
      shown.getByRole('link', {
        name: /Amazon VPC pricing, prices of 2025-01-01/,
      }),
    ).toHaveAttribute('href', 'https://aws.amazon.com/vpc/pricing/');
  });

  it('shows many lines a few at a time', async () => {
    const lines = Array.from({ length: 45 }, (_, index) =>
      line(`aws_nat_gateway.this[${index}]`, `${100 - index}.00`),
    );
    open({ cost: { ...cost, lines } });
    const shown = within(await section());
    expect(shown.getAllByRole('row')).toHaveLength(21);
    await userEvent.click(
      shown.getByRole('button', { name: 'Show 20 more lines' }),
    );
    await userEvent.click(
      shown.getByRole('button', { name: 'Show 5 more lines' }),
    );
    expect(shown.getAllByRole('row')).toHaveLength(46);
  });

  it.each<[string, Partial<RunDetail>, RegExp]>([
    ['was not estimated', {}, /Nothing was estimated/],
    ['changes nothing', { hasChanges: false }, /the bill stays as it is/],
    [
      'is not planned yet',
      { planDigest: undefined, state: 'planning' },
      /estimated when the plan is made/,
    ],
  ])('says so when a plan %s', async (_name, change, words) => {
    open(change);
    expect(await section()).toHaveTextContent(words);
    expect(await section()).not.toHaveTextContent('$');
  });

  it('is a column of the runs, in which unknown is not zero', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs`, () =>
        HttpResponse.json(
          page([
            {
              ...run,
              state: 'succeeded',
              monthlyCost: { ...cost.monthly, currency: 'USD' },
            },
            {
              ...run,
              id: '01JD5T000000000000000RVN03',
              name: 'other',
              state: 'succeeded',
            },
          ]),
        ),
      ),
    );
    renderPage('/runs');
    const all = within(await screen.findByRole('region', { name: 'All runs' }));
    expect(await all.findByRole('row', { name: /orders/ })).toHaveTextContent(
      '+$15.04',
    );
    expect(all.getByRole('row', { name: /other/ })).toHaveTextContent(
      'Not estimated',
    );
  });

  it.each<[RunDetail['queue'], RegExp]>([
    [
      { position: 3, waitsFor: 'account', limit: 2 },
      /Number 3 in the queue.*The account has 2 runners at work/,
    ],
    [
      { position: 1, waitsFor: 'turn' },
      /Number 1 in the queue.*it starts within seconds/,
    ],
  ])('of a queued run gives way to its place: %j', async (queue, words) => {
    open({ state: 'queued', planDigest: undefined, reason: undefined, queue });
    expect(await screen.findByText(/in the queue/)).toBeVisible();
    expect(document.body).toHaveTextContent(words);
  });

  it('of a run behind another one leads to that one', async () => {
    const runId = '01JD5T000000000000000RVN07';
    open({
      state: 'queued',
      planDigest: undefined,
      queue: { position: 2, waitsFor: 'stack', runId },
    });
    expect(
      await screen.findByRole('link', { name: 'Open that run' }),
    ).toHaveAttribute('href', `/aws-stacks/runs/${runId}`);
  });
});
