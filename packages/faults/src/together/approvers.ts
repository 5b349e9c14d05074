// SPDX-License-Identifier: Apache-2.0
import type { RunDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { APPROVALS_REQUIRED, APPROVED_ACCOUNT } from '../bench/config';
import { type Stage, type Together, movesOf, requestOf } from './stage';

const REQUESTER = 'user:default/rita';
const APPROVERS = ['user:default/amir', 'user:default/lena'];

/** Who asks, as the backend without sign-in believes it. */
const as = (sub: string) => ({
  token: `mock-user-token:${JSON.stringify({ sub })}`,
});

async function plan(stage: Stage): Promise<RunDetail> {
  const request = await requestOf(stage, 'two-approvers', {
    accountId: APPROVED_ACCOUNT,
    environment: 'production',
  });
  const run = await stage.first.client.createRun(request, as(REQUESTER));
  return stage.arena.bench.until(
    run,
    ({ state }) => state === 'awaiting-approval',
  );
}

/** Each approver votes at both replicas, all at the same moment. */
async function voteAtOnce({ first, second }: Stage, run: RunDetail) {
  const { id, planDigest = '' } = run;
  const votes = APPROVERS.flatMap(approver =>
    [first, second].map(({ client }) =>
      client.decideRun(id, 'approve', { planDigest }, as(approver)),
    ),
  );
  const ended = await Promise.allSettled(votes);
  return ended.filter(({ status }) => status === 'fulfilled').length;
}

/** Two people who approve at once: one decision each, and both are counted. */
export const approvers: Together = {
  id: 'together/approvers',
  async perform(stage) {
    const run = await plan(stage);
    const accepted = await voteAtOnce(stage, run);
    const done = await stage.arena.bench.finish(run);
    const moves = await movesOf(stage.first.client, run);
    const seen = {
      required: APPROVALS_REQUIRED,
      accepted,
      votes: done.approval.votes.map(({ userRef }) => userRef).sort(),
      approved: moves.get('approved'),
      applied: moves.get('applying'),
      ended: done.state,
    };
    const wanted = {
      required: APPROVALS_REQUIRED,
      accepted: APPROVALS_REQUIRED,
      votes: APPROVERS,
      approved: 1,
      applied: 1,
      ended: 'succeeded',
    };
    const isRight = JSON.stringify(seen) === JSON.stringify(wanted);
    return {
      seen,
      problems: isRight ? [] : [`Wanted ${JSON.stringify(wanted)}`],
    };
  },
};
