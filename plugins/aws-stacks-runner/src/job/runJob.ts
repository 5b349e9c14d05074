// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { cdkEngine } from '../cdk/engine';
import type { RunnerJob, RunnerResult } from '../protocol';
import { Redactor } from '../redact';
import { unpackSource } from '../source/unpackSource';
import { terraformEngine } from '../terraform/engine';
import {
  type Engine,
  type JobContext,
  JobError,
  type JobOutcome,
} from './context';
import { EventLog, type Phase } from './EventLog';
import { InterruptedError, Interruption } from './Interruption';
import { JobFolder } from './JobFolder';
import { claimPidFile } from './pid';
import { readSecrets } from './secrets';

/** The engines import what is heavy only when a job needs it. */
const ENGINES: Record<RunnerJob['engine'], Engine> = {
  terraform: terraformEngine,
  cdk: cdkEngine,
};

function dispatch(engine: Engine, context: JobContext): Promise<JobOutcome> {
  const { job, ...rest } = context;
  switch (job.kind) {
    case 'plan':
      return engine.plan({ ...rest, job });
    case 'apply':
      return engine.apply({ ...rest, job });
    case 'verify':
      return engine.verify({ ...rest, job });
    case 'drift':
      return engine.drift({ ...rest, job });
    default:
      return engine.unlock({ ...rest, job });
  }
}

const FIRST_PHASE: Record<RunnerJob['kind'], Phase> = {
  plan: 'plan',
  apply: 'apply',
  verify: 'verify',
  unlock: 'apply',
  drift: 'plan',
};

/** What an error means depends on whether the account may have been changed before it. */
function outcomeOfError(error: unknown, context: JobContext): JobOutcome {
  const { changed } = context.progress;
  const reason = isError(error) ? error.message : String(error);
  const hint = error instanceof JobError ? error.hint : undefined;
  if (changed) {
    return {
      outcome: 'needs-attention',
      changed,
      reason,
      hint:
        hint ??
        'Look at what the log says was done, then resume the run to verify it, or mark it failed and plan again',
    };
  }
  const cancelled =
    error instanceof InterruptedError &&
    context.interruption.cause === 'signal';
  return { outcome: cancelled ? 'cancelled' : 'failed', changed, reason, hint };
}

async function runEngine(context: JobContext): Promise<JobOutcome> {
  const { job, folder, events, interruption } = context;
  try {
    interruption.throwIfInterrupted();
    events.phase(FIRST_PHASE[job.kind]);
    await unpackSource(context);
    return await dispatch(ENGINES[job.engine], context);
  } catch (error) {
    return outcomeOfError(error, context);
  } finally {
    folder.removeWork();
  }
}

async function openContext(
  folder: JobFolder,
  job: RunnerJob,
): Promise<JobContext> {
  const interruption = Interruption.create();
  interruption.listen();
  interruption.limit(job.timeoutSeconds);
  const secrets = await readSecrets(process.stdin);
  const redactor = Redactor.create([
    secrets.encryptionKey,
    ...Object.values(secrets.secretVariables),
  ]);
  const phase = FIRST_PHASE[job.kind];
  const work = folder.makeWork();
  return {
    job,
    folder,
    secrets,
    redactor,
    interruption,
    work,
    source: join(work, 'source'),
    events: EventLog.create(folder.file('events'), redactor, phase),
    progress: { changed: false },
  };
}

function toResult(
  job: RunnerJob,
  outcome: JobOutcome,
  startedAt: string,
): RunnerResult {
  return {
    version: 1,
    runId: job.runId,
    kind: job.kind,
    ...outcome,
    startedAt,
    finishedAt: new Date().toISOString(),
  };
}

/** The outcome with its texts masked; values were masked where they were read. */
function masked(outcome: JobOutcome, redactor: Redactor): JobOutcome {
  const { reason, hint } = outcome;
  return {
    ...outcome,
    ...(reason === undefined ? {} : { reason: redactor.text(reason) }),
    ...(hint === undefined ? {} : { hint: redactor.text(hint) }),
  };
}

async function perform(folder: JobFolder, job: RunnerJob): Promise<JobOutcome> {
  let context: JobContext;
  try {
    context = await openContext(folder, job);
  } catch (error) {
    const reason = isError(error) ? error.message : String(error);
    return { outcome: 'failed', changed: false, reason };
  }
  const outcome = masked(await runEngine(context), context.redactor);
  if (outcome.reason && outcome.outcome !== 'succeeded') {
    context.events.note('error', outcome.reason, outcome.hint);
  }
  return outcome;
}

/** Runs the job of a folder, once, from its pid file to its result. */
export async function runJob(path: string): Promise<void> {
  const startedAt = new Date().toISOString();
  const folder = JobFolder.create(path);
  if (!claimPidFile(folder.file('pid'), startedAt)) return;
  const stopHeartbeat = folder.startHeartbeat();
  try {
    const job = folder.readJob();
    folder.writeResult(toResult(job, await perform(folder, job), startedAt));
  } finally {
    stopHeartbeat();
  }
}
