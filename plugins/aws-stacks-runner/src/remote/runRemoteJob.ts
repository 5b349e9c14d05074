// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isError } from '@backstage/errors';
import { JobError } from '../job/context';
import type { RunnerResult } from '../protocol';
import { seal } from '../seal';
import { JobObjects } from './JobObjects';
import { RemoteJobRun } from './RemoteJobRun';
import { REMOTE_OBJECTS, remotePurposes } from './contract';
import {
  type Environment,
  type RemoteJob,
  addressOf,
  openRemoteJob,
} from './openRemoteJob';
import { terraformHere } from './terraformHere';

/** Nothing was started yet: that is known for sure, so it is told as a result. */
function refusal({ payload }: RemoteJob, error: unknown): RunnerResult {
  const now = new Date().toISOString();
  return {
    version: 1,
    runId: payload.job.runId,
    kind: payload.job.kind,
    outcome: 'failed',
    changed: false,
    reason: isError(error) ? error.message : String(error),
    hint: error instanceof JobError ? error.hint : undefined,
    startedAt: now,
    finishedAt: now,
  };
}

async function tellRefusal(
  remote: RemoteJob,
  objects: JobObjects,
  error: unknown,
): Promise<void> {
  const text = JSON.stringify(refusal(remote, error));
  await objects.write(
    REMOTE_OBJECTS.result,
    seal(Buffer.from(text), remote.key, remotePurposes.result(remote.address)),
  );
}

async function perform(
  remote: RemoteJob,
  {
    env,
    folder,
    objects,
  }: { env: Environment; folder: string; objects: JobObjects },
): Promise<boolean> {
  const run = RemoteJobRun.create({ remote, objects, folder });
  try {
    await run.prepare(await terraformHere(remote.payload, env));
  } catch (error) {
    await tellRefusal(remote, objects, error);
    return true;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => run.interrupt());
  }
  return run.run(env.GROUNDWORK_RUNNER_CACHE ?? join(folder, '.cache'));
}

/**
 * Does the job that the environment names, once, whoever else was started for it.
 *
 * @returns false when it was begun and has no result
 */
export async function runRemoteJob(
  env: Environment,
  say: (text: string) => void,
): Promise<boolean> {
  const address = addressOf(env);
  const objects = JobObjects.create(address);
  const remote = await openRemoteJob(env, address, objects);
  const by = env.CODEBUILD_BUILD_ID ?? 'unknown';
  const taken = JSON.stringify({ by, at: new Date().toISOString() });
  if (!(await objects.claim(REMOTE_OBJECTS.taken, taken))) {
    say('Somebody else has taken this job; there is nothing to do');
    return true;
  }
  const folder = await mkdtemp(join(tmpdir(), 'groundwork-job-'));
  try {
    return await perform(remote, { env, folder, objects });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
