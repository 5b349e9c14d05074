// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type { WaitingRun } from '@groundwork/backstage-plugin-groundwork-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, page, refusal } from '../../__testUtils__/backend';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { PLAN_DIGEST, run } from '../../__testUtils__/runs';

const OWNERS = 'group:default/ai-core-team';

const mine: WaitingRun = {
  ...run,
  risks: ['replace', 'iam-broadening'],
  monthlyCost: {
    low: '10.00',
    expected: '12.50',
    high: '20.00',
    currency: 'USD',
  },
  approval: {
    rule: 'other',
    required: 2,
    approvers: [[OWNERS]],
    why: [],
    votes: [
      {
        userRef: 'user:default/amir',
        decision: 'approve',
        digest: PLAN_DIGEST,
        votedAt: '2025-11-20T11:00:00Z',
      },
      {
        userRef: 'user:default/lena',
        decision: 'approve',
        digest: 'e'.repeat(64),
        votedAt: '2025-11-20T10:30:00Z',
      },
    ],
    mayApprove: true,
  },
};

const others: WaitingRun = {
  ...run,
  id: '01JD5T000000000000000RVN77',
  name: 'billing',
  approval: {
    rule: 'requester',
    required: 1,
    approvers: [],
    why: [],
    votes: [],
    mayApprove: false,
    reason: 'Only user:default/rita may confirm it',
  },
};

const answer = (items: WaitingRun[], more: object = {}) =>
  backend.use(
    http.get(`${BASE_URL}/approvals`, () =>
      HttpResponse.json(page(items, { mine: 1, ...more })),
    ),
  );

describe('ApprovalsPage', () => {
  registerMswTestHooks(backend);

  it('puts first what the person may approve, with risk, approvers, cost and expiry', async () => {
    answer([mine, others]);
    renderPage('/approvals');
    const first = await screen.findByRole('region', {
      name: 'Waiting for your approval',
    });
    expect(within(first).getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      `/aws-stacks/runs/${run.id}`,
    );
    for (const words of [
      'Replaces something',
      'Broadens permissions',
      'ai-core-team',
      '1 of 2',
      '+$12.50',
      'rita.meyer',
      '2 to create, 1 to update, 1 to replace, 1 to delete',
    ]) {
      expect(first).toHaveTextContent(words);
    }
    expect(first).not.toHaveTextContent('billing');
    const second = screen.getByRole('region', { name: 'Waiting for others' });
    for (const words of [
      'billing',
      'The requester',
      '0 of 1',
      'Unknown',
      'None found',
    ]) {
      expect(second).toHaveTextContent(words);
    }
  });

  it('says that nothing waits', async () => {
    renderPage('/approvals');
    expect(await screen.findByText('Nothing waits for approval')).toBeVisible();
  });

  it('shows more on demand', async () => {
    backend.use(
      http.get(`${BASE_URL}/approvals`, ({ request }) =>
        HttpResponse.json(
          new URL(request.url).searchParams.get('cursor') === 'more'
            ? page([others], { mine: 1 })
            : page([mine], { mine: 1, nextCursor: 'more' }),
        ),
      ),
    );
    renderPage('/approvals');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show more' }),
    );
    expect(await screen.findByRole('link', { name: 'billing' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'orders' })).toBeVisible();
  });

  it('names the permission when it is denied, and what went wrong otherwise', async () => {
    backend.use(
      http.get(`${BASE_URL}/approvals`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderPage('/approvals');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.stack.read',
    );
  });
});
