// SPDX-License-Identifier: Apache-2.0
import { writeFileSync } from 'node:fs';
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import { type CommandEnd, failureReason } from './TerraformCli';
import { findStanding } from '../job/standing';
import { verifyDestroyed } from './destroy';
import { LEFT_HINT, LEFT_REASON, saveLeftState } from './leftState';
import { openSavedPlan } from './savedPlan';
import { type TerraformSession, findLock, openSession } from './session';
import { pullState } from './state';
import { verifyState } from './verify';
import { TerraformWorkspace } from './workspace';

const MADE_HINT =
  'What was made is in the state. Mark the run failed, remove the cause and plan again: the new plan shows what is left to do';

const UNKNOWN_LOCK_HINT =
  'Resume the run when AWS answers: it compares the account with the plan, and names the lock of the state if one was left';

function untouched(context: JobContext, end: CommandEnd): JobOutcome {
  const reason = failureReason(end);
  if (context.interruption.cause) {
    const cancelled = context.interruption.cause === 'signal';
    return {
      outcome: cancelled ? 'cancelled' : 'failed',
      changed: false,
      reason: context.interruption.describe(),
    };
  }
  const stale = reason.includes('Saved plan is stale');
  return {
    outcome: 'failed',
    changed: false,
    reason,
    hint: stale
      ? 'The state was changed after this plan was made; plan again and have the new plan approved'
      : 'Nothing was changed; remove the cause and plan again',
  };
}

/** Where AWS does not answer, what Terraform said is worth more than that the lock cannot be read. */
async function lookForLock(session: TerraformSession, end: CommandEnd) {
  try {
    return { lock: await findLock(session, end), isKnown: true };
  } catch {
    return { lock: undefined, isKnown: false };
  }
}

/** Apply ended with an error: what it means depends on how far it came. */
async function failed(
  session: TerraformSession<JobOf<'apply'>>,
  end: CommandEnd,
): Promise<JobOutcome> {
  const { context } = session;
  const isUnsaved = await saveLeftState(session);
  const { lock, isKnown } = await lookForLock(session, end);
  const { changed } = context.progress;
  if (!changed && !lock?.abandoned) {
    return lock
      ? {
          outcome: 'failed',
          changed,
          reason: lock.reason,
          hint: lock.hint,
          lock: lock.info,
        }
      : untouched(context, end);
  }
  const cause = context.interruption.cause
    ? `${context.interruption.describe()} while it was applied`
    : failureReason(end);
  const { cli } = session;
  const standing = await findStanding(() => pullState(cli, context.redactor));
  const why = isUnsaved ? `${LEFT_REASON}. ${cause}` : cause;
  return {
    outcome: 'needs-attention',
    changed,
    standing,
    reason: lock ? `${why}. ${lock.reason}` : why,
    hint: isUnsaved
      ? LEFT_HINT
      : lock?.hint ?? (isKnown ? MADE_HINT : UNKNOWN_LOCK_HINT),
    lock: lock?.info,
  };
}

function applyPlan({ cli, workspace }: TerraformSession) {
  return cli.stream(
    ['apply', '-input=false', '-json', cli.lockTimeout, workspace.planFile],
    () => workspace.removePlan(),
  );
}

/** Applies exactly the approved plan, then proves that a second plan is empty. */
export async function applyTerraform(
  context: JobContext<JobOf<'apply'>>,
): Promise<JobOutcome> {
  const workspace = TerraformWorkspace.create(context);
  workspace.writeEngineFiles();
  const saved = openSavedPlan(context, workspace, context.job);
  workspace.writeLock(saved.lock);
  writeFileSync(workspace.planFile, Buffer.from(saved.planBytes, 'base64'), {
    mode: 0o600,
  });
  const session = await openSession(context, workspace);
  if (!workspace.takeData(context.job.planPath)) await session.cli.init();
  const end = await applyPlan(session);
  workspace.removePlan();
  context.progress.changed = end.messages.applyStarted || end.code === 0;
  if (end.code !== 0) return failed(session, end);
  context.events.phase('verify');
  return context.job.operation === 'destroy'
    ? verifyDestroyed(session)
    : verifyState(session);
}
