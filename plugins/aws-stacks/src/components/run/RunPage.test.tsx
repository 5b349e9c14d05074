// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { BASE_URL, backend, refusal } from '../../__testUtils__/backend';
import { giveElementsSize } from '../../__testUtils__/layout';
import { renderPage } from '../../__testUtils__/renderPlugin';
import { applyEvents, events } from '../../__testUtils__/runEvents';
import { PLAN_DIGEST, RUN_ID, runDetail } from '../../__testUtils__/runs';

const open = () => renderPage(`/runs/${RUN_ID}`);

const answerRun = (change: object) =>
  backend.use(
    http.get(`${BASE_URL}/runs/:runId`, () =>
      HttpResponse.json({ ...runDetail, ...change }),
    ),
  );

describe('RunPage', () => {
  registerMswTestHooks(backend);
  giveElementsSize({ window: 600, row: 30 });

  it('shows the state, the rule in words, the timeline and the log', async () => {
    open();
    expect(
      await screen.findByRole('heading', { name: 'Run of kms / orders' }),
    ).toBeVisible();
    expect(
      screen.getByText('Somebody else than the requester has to approve.'),
    ).toBeVisible();
    expect(screen.getByText('0 of 1 approvals given.')).toBeVisible();
    expect(screen.getByText('You may approve this plan.')).toBeVisible();
    const timeline = screen.getByRole('region', { name: 'What happened' });
    expect(await within(timeline).findAllByRole('listitem')).toHaveLength(4);
    const log = await screen.findByRole('list', { name: 'Log of the run' });
    expect(log).toHaveTextContent(
      'Terraform has been successfully initialized!',
    );
    expect(log).not.toHaveTextContent('Refreshing state');
  });

  it('has the buttons of the answer and no others', async () => {
    answerRun({
      actions: ['resume', 'unlock', 'fail'],
      state: 'needs-attention',
    });
    open();
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Release lock' })).toBeEnabled();
    expect(
      screen.getByRole('button', { name: 'Mark as failed' }),
    ).toBeEnabled();
    expect(
      screen.queryByRole('button', { name: 'Approve' }),
    ).not.toBeInTheDocument();
  });

  it('approves the plan that was shown, after saying what will happen', async () => {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}/runs/:runId/approve`, async ({ request }) => {
        bodies.push(await request.json());
        answerRun({ state: 'applying', actions: ['cancel'] });
        return HttpResponse.json(runDetail);
      }),
    );
    open();
    await screen.findByRole('list', { name: 'Changed resources' });
    await userEvent.click(screen.getByRole('button', { name: 'Approve' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('AI Core production');
    expect(dialog).toHaveTextContent('111111111111');
    expect(dialog).toHaveTextContent('Production');
    expect(dialog).toHaveTextContent(
      '2 to create, 1 to update, 1 to replace, 1 to delete',
    );
    expect(dialog).toHaveTextContent(PLAN_DIGEST.slice(0, 12));
    await userEvent.type(within(dialog).getByRole('textbox'), 'Looks right');
    expect(bodies).toEqual([]);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(bodies).toEqual([
      { planDigest: PLAN_DIGEST, comment: 'Looks right' },
    ]);
    expect(
      await screen.findByRole('button', { name: 'Cancel run' }),
    ).toBeVisible();
  });

  it('says who has to approve and which rules ask for it', async () => {
    answerRun({
      approval: {
        ...runDetail.approval,
        required: 2,
        approvers: [['group:default/ai-core-team'], ['group:default/security']],
        why: [
          {
            environment: 'production',
            risks: ['replace', 'delete-stateful'],
            rule: 'other',
            required: 2,
            approvers: ['group:default/ai-core-team'],
          },
          {
            environment: 'production',
            risks: [],
            rule: 'other',
            required: 1,
            approvers: ['group:default/security'],
          },
        ],
      },
    });
    open();
    const box = await screen.findByRole('region', { name: 'Approval' });
    for (const words of [
      '0 of 2 approvals given.',
      'Approvers have to be of ai-core-team and of security.',
      '2 approvals are needed because of: replaces something, deletes what holds data',
      '1 approval is needed for every plan in production',
    ]) {
      expect(box).toHaveTextContent(words);
    }
  });

  it('rejects with a reason, and not without', async () => {
    const bodies: unknown[] = [];
    backend.use(
      http.post(`${BASE_URL}/runs/:runId/reject`, async ({ request }) => {
        bodies.push(await request.json());
        return HttpResponse.json(runDetail);
      }),
    );
    open();
    await screen.findByRole('list', { name: 'Changed resources' });
    await userEvent.click(screen.getByRole('button', { name: 'Reject' }));
    const dialog = await screen.findByRole('dialog');
    const reject = within(dialog).getByRole('button', { name: 'Reject' });
    await userEvent.click(reject);
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'Say why',
    );
    expect(bodies).toEqual([]);
    await userEvent.type(within(dialog).getByRole('textbox'), 'Too wide');
    await userEvent.click(reject);
    await waitFor(() =>
      expect(bodies).toEqual([
        { planDigest: PLAN_DIGEST, comment: 'Too wide' },
      ]),
    );
  });

  it('lets nobody decide on another plan than the one on the page', async () => {
    answerRun({ planDigest: 'c'.repeat(64) });
    open();
    await screen.findByRole('list', { name: 'Changed resources' });
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
    expect(screen.getByRole('button', { name: 'Discard' })).toBeEnabled();
  });

  it('shows in words why an operation was refused, and stays open', async () => {
    backend.use(
      http.post(`${BASE_URL}/runs/:runId/discard`, () =>
        refusal(409, 'ConflictError', 'The run has been approved meanwhile'),
      ),
    );
    open();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard' }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('nothing is changed');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Discard' }),
    );
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The run has been approved meanwhile',
    );
  });

  it('asks only for events it does not have, and follows the run to its end', async () => {
    const after: (string | null)[] = [];
    let isOver = false;
    answerRun({ state: 'applying', actions: ['cancel'] });
    backend.use(
      http.get(`${BASE_URL}/runs/:runId/events`, ({ request }) => {
        const seq = new URL(request.url).searchParams.get('after');
        after.push(seq);
        const all = isOver ? [...events, ...applyEvents] : events;
        return HttpResponse.json({
          items: all.filter(event => event.seq > Number(seq)),
          lastSeq: all.length,
        });
      }),
    );
    open();
    await screen.findByText('Terraform has been successfully initialized!');
    isOver = true;
    answerRun({ state: 'failed', actions: [] });
    expect(await screen.findByText(/AlreadyExistsException/)).toBeVisible();
    expect(screen.getByText(/Release it with "Unlock"/)).toBeVisible();
    expect(after.slice(0, 2)).toEqual(['0', '7']);
  });

  it('filters the log by level', async () => {
    open();
    await screen.findByText('Terraform has been successfully initialized!');
    await userEvent.click(screen.getByRole('button', { name: /Show/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Warnings and errors' }),
    );
    const log = screen.getByRole('list', { name: 'Log of the run' });
    expect(log).toHaveTextContent('deprecated');
    expect(log).not.toHaveTextContent('initialized');
  });

  it('says that the plan is being made, or why there is none', async () => {
    answerRun({ state: 'planning', planDigest: undefined, actions: [] });
    const first = open();
    expect(await screen.findByText(/The plan is being made/)).toBeVisible();
    first.unmount();
    answerRun({
      state: 'failed',
      planDigest: undefined,
      actions: [],
      reason: 'terraform plan ended with code 1',
      hint: 'Attach the policy.',
    });
    open();
    expect(await screen.findByText(/ended before it had a plan/)).toBeVisible();
    expect(screen.getByText('terraform plan ended with code 1')).toBeVisible();
    expect(screen.getByText('What to do: Attach the policy.')).toBeVisible();
  });

  it('shows votes, and that a vote for another plan does not count', async () => {
    answerRun({
      approval: {
        ...runDetail.approval,
        mayApprove: false,
        reason: 'You asked for this run yourself.',
        votes: [
          {
            userRef: 'user:default/amir.haddad',
            decision: 'approve',
            comment: 'Fine',
            digest: 'd'.repeat(64),
            votedAt: '2025-11-20T10:02:00Z',
          },
        ],
      },
      actions: [],
    });
    open();
    const box = await screen.findByRole('region', { name: 'Approval' });
    expect(box).toHaveTextContent('You asked for this run yourself.');
    expect(box).toHaveTextContent('approved');
    expect(box).toHaveTextContent('“Fine”');
    expect(box).toHaveTextContent('it does not count for this one');
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs/:runId`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.stack.read',
    );
  });

  it('keeps the run in sight when the plan cannot be read', async () => {
    backend.use(
      http.get(`${BASE_URL}/runs/:runId/plan`, () =>
        refusal(500, 'Error', 'The plan file is damaged'),
      ),
    );
    open();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The plan file is damaged',
    );
    expect(
      screen.getByRole('heading', { name: 'Run of kms / orders' }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Approve' })).toBeDisabled();
  });
});
