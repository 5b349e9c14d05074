// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import { type StateLock, isHolderGone, readStateLock } from './lock';
import { openSession } from './session';
import { TerraformWorkspace } from './workspace';

type UnlockContext = JobContext<JobOf<'unlock'>>;

/** Why the lock is not released: it is another than the one that was named, or its holder may live. */
function refusal(
  { job }: UnlockContext,
  lock: StateLock,
): { reason: string; hint: string } | undefined {
  const named = `lock ${lock.id} of ${lock.who} since ${lock.createdAt}`;
  if (job.lockId !== undefined) {
    if (job.lockId === lock.id) return undefined;
    return {
      reason: `The state is held by ${named}, not by lock ${job.lockId}`,
      hint: 'Look at the run again: the lock was taken by somebody else meanwhile',
    };
  }
  if (isHolderGone(job.context.stackId, lock)) return undefined;
  return {
    reason: `The ${named} is not released: its holder may still be at work`,
    hint: 'Make sure that its holder is gone, then unlock with the id of the lock',
  };
}

/** Releases the lock that a dead Terraform left. */
export async function unlockTerraform(
  context: UnlockContext,
): Promise<JobOutcome> {
  const workspace = TerraformWorkspace.create(context);
  mkdirSync(workspace.folder, { recursive: true, mode: 0o700 });
  workspace.writeEngineFiles();
  workspace.writeEmptyModule();
  const { cli, credentials } = await openSession(context, workspace);
  const lock = await readStateLock(context, credentials);
  if (!lock) {
    return {
      outcome: 'succeeded',
      changed: false,
      reason: 'The state was not locked',
    };
  }
  const { operation: _, ...info } = lock;
  const refused = refusal(context, lock);
  if (refused) {
    return { outcome: 'failed', changed: false, ...refused, lock: info };
  }
  await cli.init();
  const end = await cli.run(['force-unlock', '-force', lock.id]);
  if (end.code !== 0) {
    return {
      outcome: 'failed',
      changed: false,
      reason: `Lock ${lock.id} could not be released: ${end.stderr.trim()}`,
      hint: 'Release it by hand with terraform force-unlock',
      lock: info,
    };
  }
  context.events.note('info', `Lock ${lock.id} of ${lock.who} was released`);
  return { outcome: 'succeeded', changed: false };
}
