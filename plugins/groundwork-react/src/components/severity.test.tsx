// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { SeverityBadge } from './SeverityBadge';
import { SeverityCounts } from './SeverityCounts';

describe('SeverityBadge', () => {
  it.each([
    ['critical', 'Critical'],
    ['informational', 'Informational'],
  ] as const)('says %s in words', async (severity, words) => {
    renderInTestApp(<SeverityBadge severity={severity} />);
    expect(await screen.findByText(words)).toBeVisible();
  });
});

describe('SeverityCounts', () => {
  const counts = { critical: 1, high: 0, medium: 12, low: 3, informational: 0 };
  const numbers = async () => {
    const list = await screen.findByRole('list', { name: 'Open findings' });
    return within(list)
      .getAllByRole('listitem')
      .map(item => item.textContent);
  };

  it('reads the most severe first', async () => {
    renderInTestApp(<SeverityCounts label="Open findings" counts={counts} />);
    expect(await numbers()).toEqual([
      '1Critical',
      '0High',
      '12Medium',
      '3Low',
      '0Informational',
    ]);
  });

  it('gives lower bounds and no zero when a part is unknown', async () => {
    renderInTestApp(
      <SeverityCounts label="Open findings" counts={counts} known="part" />,
    );
    expect(await numbers()).toEqual([
      '≥ 1at least 1Critical',
      '?unknownHigh',
      '≥ 12at least 12Medium',
      '≥ 3at least 3Low',
      '?unknownInformational',
    ]);
  });

  it('gives no number at all when nothing is known', async () => {
    renderInTestApp(
      <SeverityCounts label="Open findings" counts={counts} known="none" />,
    );
    expect((await numbers()).join()).not.toMatch(/\d/);
  });
});
