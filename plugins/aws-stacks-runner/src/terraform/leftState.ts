// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JobContext, JobOf, JobOutcome } from '../job/context';
import { encryptionKey } from '../job/secrets';
import { JOB_FILES } from '../protocol';
import { open, seal } from '../seal';
import { type StateLock, isHolderGone, readStateLock } from './lock';
import type { TerraformSession } from './session';

/** Where Terraform leaves the state when its bucket does not take it. */
const LEFT_STATE = 'errored.tfstate';

/** How long an apply goes on trying, after Terraform has given up. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 5_000;

/** Said of a run whose state is still to be saved. */
export const LEFT_REASON =
  'The state could not be saved in its bucket; it is kept with the run';

/** See {@link LEFT_REASON}. */
export const LEFT_HINT =
  'Resume the run when the bucket answers: it saves the state first. Do not mark the run failed before: a new plan would make again what was made';

type Session = TerraformSession<JobOf<'apply'> | JobOf<'verify'>>;

/** What came of a state that was left: the lock stands in its way, if there is one. */
interface Unsaved {
  lock?: StateLock;
}

const purpose = ({ job }: JobContext) => `state:${job.runId}`;

/** Beside the saved plan, where the jobs that follow find it. */
const keptPath = ({ job }: Session['context']) =>
  join(dirname(job.planPath), JOB_FILES.leftState);

/** Saves the state, past the lock when that is the one of the Terraform that left it. */
async function push(
  { cli, context, credentials }: Session,
  path: string,
): Promise<Unsaved | undefined> {
  const lock = await readStateLock(context, credentials);
  if (lock && !isHolderGone(context.job.context.stackId, lock)) return { lock };
  const locking = lock ? '-lock=false' : cli.lockTimeout;
  const end = await cli.run(['state', 'push', locking, path]);
  return end.code === 0 ? undefined : { lock };
}

async function tryToPush(
  session: Session,
  path: string,
): Promise<Unsaved | undefined> {
  try {
    return await push(session, path);
  } catch {
    // The bucket does not answer, or the job is interrupted.
    return {};
  }
}

/**
 * Saves the state that Terraform could not save, as soon as the bucket takes it. If it does not in time, the state is
 * kept sealed until the run is resumed: without it, what was made would be made again.
 *
 * @returns whether it is still to be saved
 */
export async function saveLeftState(
  session: TerraformSession<JobOf<'apply'>>,
): Promise<boolean> {
  const { context, workspace } = session;
  const path = join(workspace.folder, LEFT_STATE);
  if (!existsSync(path)) return false;
  const end = Date.now() + PATIENCE_MS;
  while (await tryToPush(session, path)) {
    if (Date.now() > end || context.interruption.cause) {
      const sealed = seal(
        readFileSync(path),
        encryptionKey(context.secrets),
        purpose(context),
      );
      writeFileSync(keptPath(context), sealed, { mode: 0o600 });
      return true;
    }
    await sleep(PAUSE_MS);
  }
  noteSaved(context);
  return false;
}

/** Saves what {@link saveLeftState} has kept; an outcome when that is still not possible. */
export async function saveKeptState(
  session: TerraformSession<JobOf<'verify'>>,
): Promise<JobOutcome | undefined> {
  const { context, workspace } = session;
  const kept = keptPath(context);
  if (!existsSync(kept)) return undefined;
  const path = join(workspace.folder, LEFT_STATE);
  const state = open(
    readFileSync(kept),
    encryptionKey(context.secrets),
    purpose(context),
  );
  writeFileSync(path, state, { mode: 0o600 });
  const unsaved = await tryToPush(session, path);
  rmSync(path);
  if (unsaved) return stillUnsaved(unsaved);
  rmSync(kept);
  noteSaved(context);
  return undefined;
}

function noteSaved({ events }: JobContext): void {
  events.note(
    'warning',
    'Terraform could not save the state when it ended; it is saved now',
  );
}

function stillUnsaved({ lock }: Unsaved): JobOutcome {
  const said = { reason: LEFT_REASON, hint: LEFT_HINT };
  const outcome = 'needs-attention' as const;
  if (!lock) return { outcome, changed: true, ...said };
  const { operation: _, ...info } = lock;
  return { outcome, changed: true, ...said, lock: info };
}
