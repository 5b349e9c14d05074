// SPDX-License-Identifier: Apache-2.0
import type { RunState } from '@groundwork/backstage-plugin-groundwork-common';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { RunRow } from '../store/rows';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';

/** Where a run waits for its job to be handed over; in other states it stays. */
const WAITS_IN: Partial<Record<RunState, RunState>> = {
  planning: 'queued',
  applying: 'approved',
};

const UNSTARTED: Partial<RunRow> = { job_host: null, job_started_at: null };

/**
 * Puts a run back to where it was before its job, of which nothing was done: freezes, gates and the age of its plan are
 * looked at again before the next attempt.
 */
export async function giveBack(
  { run }: RunRecord,
  options: {
    runs: RunsStore;
    why: { reason: string; hint: string };
    leaseOwner: string;
  },
): Promise<void> {
  const { runs, why, leaseOwner } = options;
  const { reason, hint } = why;
  const to = WAITS_IN[run.state];
  if (!to) {
    await runs.patch(run.id, leaseOwner, UNSTARTED);
    await runs.explain(run.id, run.state, { reason, hint });
    return;
  }
  await runs.transition({
    runId: run.id,
    from: run.state,
    to,
    actor: ENGINE_ACTOR,
    action: 'run.wait',
    leaseOwner,
    reason,
    hint,
    patch: { ...UNSTARTED, job: null },
  });
}
