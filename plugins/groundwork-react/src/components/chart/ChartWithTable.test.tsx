// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ChartWithTable } from './ChartWithTable';

const chart = (more: object = {}) => (
  <ChartWithTable
    {...more}
    title="Open findings by severity"
    category="Severity"
    series={[
      { id: 'other', label: 'Security Hub', tone: 'busy' },
      { id: 'guardDuty', label: 'GuardDuty', tone: 'warning' },
    ]}
    rows={[
      { label: 'High', values: { other: 7, guardDuty: 2 } },
      { label: 'Low', values: { other: 4, guardDuty: undefined } },
      { label: 'Rare', values: { other: undefined, guardDuty: undefined } },
    ]}
  />
);

const shapes = (figure: HTMLElement) =>
  figure.querySelectorAll('.recharts-bar-rectangle path');

describe('ChartWithTable', () => {
  it('draws a bar for each known number, and sums what is known', async () => {
    renderInTestApp(chart());
    const figure = await screen.findByRole('figure', {
      name: 'Open findings by severity',
    });
    expect(await within(figure).findByText('High: 9')).toBeVisible();
    expect(within(figure).getByText('Low: ≥ 4')).toBeVisible();
    expect(within(figure).getByText('Rare: unknown')).toBeVisible();
    expect(shapes(figure)).toHaveLength(3);
    expect(within(figure).queryByRole('table')).not.toBeInTheDocument();
  });

  it('shows the same numbers as a table, and goes back', async () => {
    renderInTestApp(chart());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show as table' }),
    );
    const table = screen.getByRole('table', {
      name: 'Open findings by severity',
    });
    const rows = within(table)
      .getAllByRole('row')
      .map(row =>
        Array.from(row.querySelectorAll('th, td'), cell => cell.textContent),
      );
    expect(rows).toEqual([
      ['Severity', 'Security Hub', 'GuardDuty'],
      ['High', '7', '2'],
      ['Low', '4', 'unknown'],
      ['Rare', 'unknown', 'unknown'],
    ]);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as chart' }),
    );
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });

  it('says of lower bounds that they are', async () => {
    renderInTestApp(chart({ isLowerBound: true }));
    expect(await screen.findByText('High: ≥ 9')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as table' }),
    );
    expect(screen.getByRole('row', { name: /High/ })).toHaveTextContent(
      'High≥ 7at least 7≥ 2at least 2',
    );
  });
});
