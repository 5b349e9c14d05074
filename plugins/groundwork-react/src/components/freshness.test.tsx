// SPDX-License-Identifier: Apache-2.0
import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Problem } from '@groundwork/backstage-plugin-groundwork-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CollectorStateBadge } from './CollectorStateBadge';
import { FreshnessNote } from './FreshnessNote';
import { ProblemsNotice } from './ProblemsNotice';

const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000 - 5_000).toISOString();

describe('FreshnessNote', () => {
  const note = async (freshness: object) => {
    renderInTestApp(
      <div data-testid="note">
        <FreshnessNote freshness={{ targets: 12, failed: 0, ...freshness }} />
      </div>,
    );
    return (await screen.findByTestId('note')).textContent;
  };

  it.each([
    ['nothing was read', {}, 'Never read'],
    [
      'nothing was read and all of it failed',
      { failed: 12 },
      'Never read12 of 12 accounts and Regions could not be read',
    ],
    [
      'all is of one age',
      { oldestAt: ago(3), newestAt: ago(3) },
      'Read 3 minutes ago',
    ],
    [
      'a part is older',
      { oldestAt: ago(60), newestAt: ago(3), failed: 2 },
      'Read between 1 hour ago and 3 minutes ago2 of 12 accounts and Regions could not be read',
    ],
    [
      'a part was never read',
      { newestAt: ago(3) },
      'Read in part, last 3 minutes ago; some accounts or Regions were never read to their end',
    ],
    [
      'the next run is ahead',
      { oldestAt: ago(3), newestAt: ago(3), nextRunAt: ago(-8) },
      'Read 3 minutes agoNext read in 7 minutes',
    ],
    [
      'the next run is due',
      { oldestAt: ago(3), newestAt: ago(3), nextRunAt: ago(1) },
      'Read 3 minutes agoNext read is due',
    ],
  ])('when %s', async (_case, freshness, words) => {
    expect(await note(freshness)).toBe(words);
  });
});

describe('CollectorStateBadge', () => {
  it.each([
    ['never', 'Never read', 'neutral'],
    ['running', 'Being read', 'busy'],
    ['ok', 'Read', 'positive'],
    ['partial', 'Read in part', 'warning'],
    ['failed', 'Could not be read', 'negative'],
    ['off', 'Switched off', 'neutral'],
  ] as const)('says %s in words and in colour', async (state, words, tone) => {
    renderInTestApp(<CollectorStateBadge state={state} />);
    const badge = (await screen.findByText(words)).parentElement;
    expect(badge).toHaveAttribute('data-tone', tone);
  });
});

describe('ProblemsNotice', () => {
  const problem = (number: number): Problem => ({
    accountId: String(number).padStart(12, '0'),
    region: 'eu-west-1',
    code: 'AccessDenied',
    hint: 'Attach the policy.',
  });

  it('shows what is of no account in particular', async () => {
    renderInTestApp(
      <ProblemsNotice
        problems={[{ code: 'owners-pending', hint: 'Look again in a minute.' }]}
      />,
    );
    expect(await screen.findByText('Problems')).toBeVisible();
    expect(screen.getByRole('listitem').textContent?.trim()).toBe(
      'owners-pending. Look again in a minute.',
    );
  });

  it('counts accounts beside what is of none', async () => {
    renderInTestApp(
      <ProblemsNotice
        problems={[problem(1), problem(2), { code: 'x', hint: 'y' }]}
      />,
    );
    expect(await screen.findByText('Problems in 2 accounts')).toBeVisible();
  });

  it('collapses a long list after five, and opens it', async () => {
    renderInTestApp(
      <ProblemsNotice problems={[1, 2, 3, 4, 5, 6, 7].map(problem)} />,
    );
    const more = await screen.findByRole('button', { name: 'Show 2 more' });
    expect(more).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    await userEvent.click(more);
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
  });

  it('has no button for five', async () => {
    renderInTestApp(<ProblemsNotice problems={[1, 2, 3, 4, 5].map(problem)} />);
    expect(await screen.findAllByRole('listitem')).toHaveLength(5);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
