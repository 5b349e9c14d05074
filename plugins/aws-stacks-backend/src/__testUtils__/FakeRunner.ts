// SPDX-License-Identifier: Apache-2.0
import { existsSync } from 'node:fs';
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import {
  JOB_FILES,
  type RunnerEvent,
  type RunnerJob,
  type RunnerResult,
  type RunnerSecrets,
  runnerJobSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  PlanDiff,
  StackOutput,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  InfraRunner,
  RunnerStatus,
  Submission,
} from '../runner/InfraRunner';

export const PLAN_DIGEST = 'a'.repeat(64);

export const DIFF: PlanDiff = {
  engine: 'terraform',
  engineVersion: '1.11.4',
  summary: {
    create: 1,
    update: 0,
    replace: 0,
    delete: 0,
    import: 0,
    forget: 0,
  },
  hasChanges: true,
  resources: [
    {
      address: 'aws_kms_key.this',
      type: 'aws_kms_key',
      name: 'this',
      action: 'create',
      attributes: [],
    },
  ],
  outputs: [],
  notes: [],
};

type Ending = Partial<RunnerResult> & Pick<RunnerResult, 'outcome'>;

/** What a fake runner does with a job: an ending, or its death without one. */
export type Script = (
  job: RunnerJob,
  runner: { emit: (...events: RunnerEvent[]) => Promise<void>; folder: string },
) => Promise<Ending | 'dies'>;

export const log = (message: string): RunnerEvent => ({
  kind: 'log',
  at: new Date().toISOString(),
  phase: 'plan',
  level: 'info',
  message,
});

export const phase = (name: 'plan' | 'apply' | 'verify'): RunnerEvent => ({
  kind: 'phase',
  at: new Date().toISOString(),
  phase: name,
});

export const OUTPUTS: StackOutput[] = [
  { name: 'key_arn', value: 'arn:aws:kms:eu-west-1:1:key/1', sensitive: false },
  { name: 'key_secret', sensitive: true },
];

/** A plan of one key, its apply and its verification. */
export const succeed: Script = async (job, { emit, folder }) => {
  if (job.kind === 'plan') {
    await emit(phase('plan'), log('Planning aws_kms_key.this'));
    await writeFile(join(folder, JOB_FILES.plan), 'sealed');
    return {
      outcome: 'succeeded',
      plan: { planDigest: PLAN_DIGEST, diff: DIFF },
    };
  }
  if (job.kind === 'unlock') return { outcome: 'succeeded' };
  await emit(phase('apply'), log(`Applying in ${basename(folder)}`));
  await emit(phase('verify'));
  return {
    outcome: 'succeeded',
    applied:
      job.operation === 'destroy'
        ? { outputs: [], resources: [] }
        : {
            outputs: OUTPUTS,
            resources: [{ address: 'aws_kms_key.this', type: 'aws_kms_key' }],
          },
  };
};

/** A runner in this process that keeps to the files of a job's folder as the real one does. */
export class FakeRunner implements InfraRunner {
  readonly started: { job: RunnerJob; secrets: RunnerSecrets }[] = [];
  readonly interrupted = new Set<string>();
  readonly #running = new Set<string>();
  script: Script = succeed;
  /** What is said of the next jobs instead of doing them. */
  readonly refusals: Exclude<Submission, { kind: 'accepted' }>[] = [];

  async submit(folder: string, secrets: RunnerSecrets): Promise<Submission> {
    const refusal = this.refusals.shift();
    if (refusal) return refusal;
    await this.#start(folder, secrets);
    return { kind: 'accepted' };
  }

  async #start(folder: string, secrets: RunnerSecrets): Promise<void> {
    const text = await readFile(join(folder, JOB_FILES.job), 'utf8');
    const job = runnerJobSchema.parse(JSON.parse(text));
    const startedAt = new Date().toISOString();
    try {
      await writeFile(
        join(folder, JOB_FILES.pid),
        JSON.stringify({
          pid: process.pid,
          processStart: 'fake',
          host: hostname(),
          startedAt,
        }),
        { flag: 'wx' },
      );
    } catch {
      return;
    }
    this.started.push({ job, secrets });
    this.#running.add(folder);
    void this.#run(folder, job, startedAt)
      .catch(error => {
        // The test has ended and taken its folders away: nobody waits for this job.
        if (existsSync(folder)) throw error;
      })
      .finally(() => this.#running.delete(folder));
  }

  async status(folder: string): Promise<RunnerStatus> {
    if (this.#running.has(folder)) return { state: 'running' };
    const pid = await readFile(join(folder, JOB_FILES.pid)).catch(
      () => undefined,
    );
    return { state: pid ? 'ended' : 'not-started' };
  }

  async logs(): Promise<void> {}

  async cancel(folder: string): Promise<void> {
    this.interrupted.add(folder);
  }

  async clean(): Promise<void> {}

  hasRoom(): boolean {
    return true;
  }

  async #run(folder: string, job: RunnerJob, startedAt: string) {
    const emit = (...events: RunnerEvent[]) =>
      appendFile(
        join(folder, JOB_FILES.events),
        events.map(event => `${JSON.stringify(event)}\n`).join(''),
      );
    const ending = await this.script(job, { emit, folder });
    if (ending === 'dies') return;
    const result: RunnerResult = {
      version: 1,
      runId: job.runId,
      kind: job.kind,
      changed: job.kind !== 'plan',
      startedAt,
      finishedAt: new Date().toISOString(),
      ...ending,
    };
    const draft = join(folder, 'result.draft');
    await writeFile(draft, JSON.stringify(result));
    await rename(draft, join(folder, JOB_FILES.result));
  }
}

/** A promise with its resolve, to hold a script where a test wants it. */
export function gatekeeper() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}
