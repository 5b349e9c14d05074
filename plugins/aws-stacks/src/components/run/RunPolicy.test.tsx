// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import type {
  PolicyLevel,
  PolicyResult,
} from '@groundwork/backstage-plugin-groundwork-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { giveElementsSize } from '../../__testUtils__/layout';
import { plan } from '../../__testUtils__/plans';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { PLAN_DIGEST, RUN_ID, runDetail } from '../../__testUtils__/runs';

const [FIRST] = plan.resources;

const result = (
  level: PolicyLevel,
  ruleId: string,
  more: Partial<PolicyResult> = {},
): PolicyResult => ({
  policyId: 'groundwork',
  ruleId,
  level,
  message: `${ruleId} does not hold`,
  address: FIRST.address,
  fix: `Keep ${ruleId}`,
  ...more,
});

const OVERRIDE = {
  userRef: 'user:default/olga',
  reason: 'The incident needs it',
  at: '2025-11-20T10:05:00Z',
  planDigest: PLAN_DIGEST,
};

function answer(results: PolicyResult[], change: object = {}, policy = {}) {
  backend.use(
    http.get(`${BASE_URL}/runs/:runId`, () =>
      HttpResponse.json({
        ...runDetail,
        state: 'policy-failed',
        actions: [],
        policy: { results, checkedAt: '2025-11-20T10:01:00Z', ...policy },
        ...change,
      }),
    ),
  );
}

async function openPolicy() {
  renderPage(`/runs/${RUN_ID}`);
  return within(await screen.findByRole('region', { name: 'Policy' }));
}

describe('RunPolicy', () => {
  registerMswTestHooks(backend);
  giveElementsSize({ window: 600, row: 30 });

  it('is not there while no policy was asked', async () => {
    renderPage(`/runs/${RUN_ID}`);
    await screen.findByRole('heading', { name: 'Run of kms / orders' });
    expect(
      screen.queryByRole('region', { name: 'Policy' }),
    ).not.toBeInTheDocument();
  });

  it('says that nothing objects', async () => {
    answer([], { state: 'awaiting-approval' });
    const policy = await openPolicy();
    expect(policy.getByText('No policy objects to this plan.')).toBeVisible();
  });

  it('shows the gravest first, with rule, resource, why and what to do', async () => {
    answer([
      result('advisory', 'required-tags', { address: undefined }),
      result('soft', 'service-quotas'),
      result('hard', 'no-public-ingress'),
    ]);
    const policy = await openPolicy();
    expect(
      policy
        .getAllByRole('heading', { level: 3 })
        .map(each => each.textContent),
    ).toEqual([
      '1 objection that stops the run',
      '1 objection that can be overridden',
      '1 piece of advice',
    ]);
    const [hard] = policy.getAllByRole('listitem');
    expect(hard).toHaveTextContent('no-public-ingress');
    expect(hard).toHaveTextContent(FIRST.address);
    expect(hard).toHaveTextContent('no-public-ingress does not hold');
    expect(hard).toHaveTextContent('What to do: Keep no-public-ingress');
    expect(
      policy.getByText(/A rule that nobody can override objects/),
    ).toBeVisible();
    expect(
      policy.queryByRole('button', { name: 'Override policy' }),
    ).not.toBeInTheDocument();
  });

  it('shows the first of many, and then all', async () => {
    answer(
      Array.from({ length: 30 }, (_, at) =>
        result('soft', 'required-tags', { address: `aws_sqs_queue.q[${at}]` }),
      ),
    );
    const policy = await openPolicy();
    expect(policy.getAllByRole('listitem')).toHaveLength(20);
    await userEvent.click(policy.getByRole('button', { name: 'Show all 30' }));
    expect(policy.getAllByRole('listitem')).toHaveLength(30);
  });

  it('shows the resource in the plan', async () => {
    answer([result('soft', 'service-quotas')]);
    const policy = await openPolicy();
    const list = await screen.findByRole('list', { name: 'Changed resources' });
    const others = plan.resources.filter(
      ({ address }) => !address.includes(FIRST.address),
    );
    expect(list).toHaveTextContent(others[0].address);
    await userEvent.click(
      policy.getByRole('button', { name: `Show ${FIRST.address} in the plan` }),
    );
    const filtered = await screen.findByRole('list', {
      name: 'Changed resources',
    });
    await waitFor(() =>
      expect(filtered).not.toHaveTextContent(others[0].address),
    );
    expect(filtered).toHaveTextContent(FIRST.address);
  });

  it('overrides the plan that is shown, with a reason and not without', async () => {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}/runs/:runId/override`, async ({ request }) => {
        bodies.push(await request.json());
        answer(
          [result('soft', 'service-quotas')],
          { state: 'awaiting-approval' },
          { override: OVERRIDE },
        );
        return HttpResponse.json(runDetail);
      }),
    );
    answer([result('soft', 'service-quotas')], { actions: ['override'] });
    const policy = await openPolicy();
    await userEvent.click(
      policy.getByRole('button', { name: 'Override policy' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText('service-quotas')).toBeVisible();
    expect(dialog.getByText(PLAN_DIGEST.slice(0, 12))).toBeVisible();
    const confirm = dialog.getByRole('button', { name: 'Override policy' });
    await userEvent.click(confirm);
    expect(await dialog.findByRole('alert')).toHaveTextContent('Say why');
    expect(bodies).toEqual([]);
    await userEvent.type(dialog.getByRole('textbox'), OVERRIDE.reason);
    await userEvent.click(confirm);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(bodies).toEqual([
      { planDigest: PLAN_DIGEST, reason: OVERRIDE.reason },
    ]);
    const note = await screen.findByRole('note');
    expect(note).toHaveTextContent('Overridden by');
    expect(note).toHaveTextContent('olga');
    expect(note).toHaveTextContent('“The incident needs it”');
  });

  it('shows why an override was refused', async () => {
    backend.use(
      http.post(`${BASE_URL}/runs/:runId/override`, () =>
        refusal(409, 'ConflictError', 'You looked at another plan'),
      ),
    );
    answer([result('soft', 'service-quotas')], { actions: ['override'] });
    const policy = await openPolicy();
    await userEvent.click(
      policy.getByRole('button', { name: 'Override policy' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox'), 'Urgent');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Override policy' }),
    );
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'You looked at another plan',
    );
  });
});
