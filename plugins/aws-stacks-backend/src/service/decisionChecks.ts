// SPDX-License-Identifier: Apache-2.0
import { ConflictError } from '@backstage/errors';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { RunRecord } from '../store/runRecord';
import type { StackRow } from '../store/rows';

/** Somebody else was first. */
export function hasChanged(runId: string): ConflictError {
  return new ConflictError(
    `Run ${runId} has changed in this moment; look at it again`,
  );
}

/** A runner is at work for the run. */
export function busy({ run, job }: RunRecord): never {
  throw new ConflictError(
    `The job ${job?.folder} of run ${run.id} is still at work; wait for its end`,
  );
}

/** Refuses a decision on another plan than the run's. */
export function assertDigest(run: Run, planDigest: string): void {
  if (run.planDigest === planDigest) return;
  throw new ConflictError(
    `You looked at plan ${planDigest}, but the plan of this run is ${run.planDigest}; nothing was changed. Look at the plan again and decide then`,
  );
}

/** A stack whose run was given up is what it was before: applied, or only planned. */
export async function settleStack(trx: Knex, stackId: string): Promise<void> {
  const stack = await trx<StackRow>('stacks')
    .where({ id: stackId })
    .first('applied_at');
  await trx<StackRow>('stacks')
    .where({ id: stackId })
    .update({ status: stack?.applied_at ? 'applied' : 'planned' });
}
