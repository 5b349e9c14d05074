// SPDX-License-Identifier: Apache-2.0
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import { failureReason } from './TerraformCli';
import { verifyDestroyed } from './destroy';
import { saveKeptState } from './leftState';
import { openSavedPlan } from './savedPlan';
import {
  type TerraformSession,
  findLock,
  openSession,
  runWithSecrets,
} from './session';
import { pullState } from './state';
import { TerraformWorkspace } from './workspace';

const CHANGES = 2;
const NAMED = 5;

function differs(addresses: readonly string[]): JobOutcome {
  const named = addresses.slice(0, NAMED).join(', ');
  const more = addresses.length > NAMED ? ' and others' : '';
  const what =
    addresses.length === 0
      ? 'Outputs differ'
      : `${addresses.length} of the resources differ (${named}${more})`;
  return {
    outcome: 'needs-attention',
    changed: true,
    reason: `${what} from the source: a second plan is not empty`,
    hint: 'Resume the run to verify it again; when it still differs, mark it failed and look at a new plan',
  };
}

/** The estate must equal the source: a second plan has to be empty. */
export async function verifyState(
  session: TerraformSession,
): Promise<JobOutcome> {
  const { context, cli } = session;
  const [end, applied] = await Promise.all([
    runWithSecrets(session, [
      'plan',
      '-input=false',
      '-json',
      '-detailed-exitcode',
      cli.lockTimeout,
    ]),
    pullState(cli, context.redactor),
  ]);
  if (end.code === 0) {
    return { outcome: 'succeeded', changed: context.progress.changed, applied };
  }
  if (end.code === CHANGES) return differs(end.messages.planned);
  const lock = await findLock(session, end);
  const cause = context.interruption.cause
    ? context.interruption.describe()
    : failureReason(end);
  return {
    outcome: 'needs-attention',
    changed: true,
    reason: lock?.reason ?? `It could not be verified: ${cause}`,
    hint: lock?.hint ?? 'Resume the run to verify it again',
    lock: lock?.info,
  };
}

/** Verifies a run whose own runner could not. */
export async function verifyTerraform(
  context: JobContext<JobOf<'verify'>>,
): Promise<JobOutcome> {
  // Whether the dead runner changed anything is unknown until the plan is empty.
  context.progress.changed = true;
  const workspace = TerraformWorkspace.create(context);
  workspace.writeEngineFiles();
  const saved = openSavedPlan(context, workspace, context.job);
  workspace.writeLock(saved.lock);
  const session = await openSession(context, workspace);
  await session.cli.init();
  const unsaved = await saveKeptState(session);
  if (unsaved) return unsaved;
  return context.job.operation === 'destroy'
    ? verifyDestroyed(session)
    : verifyState(session);
}
