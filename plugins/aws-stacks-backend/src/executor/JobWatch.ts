// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type { RunnerSecrets } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { JobEnding } from '../rules/outcomes';
import type { InfraRunner, Submission } from '../runner/InfraRunner';
import { FolderSignal } from './FolderSignal';
import type { JobFolders } from './JobFolders';
import type { RunTailer } from './RunTailer';

/** How long a started runner may take until its pid file is there. */
const START_GRACE_MS = 5_000;
const MAX_STARTS = 3;
const POLL_MS = 100;
const CHECK_MS = 1_000;

/** What was said of a job that could not be handed over; nothing of it was done. */
export type NotAccepted = Exclude<Submission, { kind: 'accepted' }>;

/** How a watch ended; `left` when it was given up because the run is somebody else's, or we stop. */
export type WatchEnd = JobEnding | NotAccepted | { kind: 'left' };

/** What a watch needs. */
export interface JobWatchOptions {
  folder: string;
  folders: JobFolders;
  runner: InfraRunner;
  tailer: Pick<RunTailer, 'drain'>;
  secrets: () => Promise<RunnerSecrets>;
  /** Whether somebody has asked that the job be stopped. */
  isCancelled: () => Promise<boolean>;
  signal: AbortSignal;
}

/** Follows one runner from its start, or from wherever it is by now, to its end. */
export class JobWatch {
  readonly #options: JobWatchOptions;
  #starts = 0;
  #startedAt = 0;
  #interrupted = false;

  static create(options: JobWatchOptions): JobWatch {
    return new JobWatch(options);
  }

  private constructor(options: JobWatchOptions) {
    this.#options = options;
  }

  async run(): Promise<WatchEnd> {
    const { folder, signal } = this.#options;
    const changes = FolderSignal.watch(folder);
    const stop = () => changes.poke();
    signal.addEventListener('abort', stop);
    try {
      let checkAt = 0;
      while (!signal.aborted) {
        const told = await this.#read();
        if (told) return told;
        if (Date.now() >= checkAt) {
          checkAt = Date.now() + CHECK_MS;
          const end = await this.#check();
          if (end) return (await this.#read()) ?? end;
        }
        await changes.wait(POLL_MS);
      }
      return { kind: 'left' };
    } finally {
      signal.removeEventListener('abort', stop);
      changes.close();
    }
  }

  /** The result is looked for first: then all events that belong to it are in the file. */
  async #read(): Promise<WatchEnd | undefined> {
    const { folder, folders, tailer } = this.#options;
    const ending = await readEnding(folders, folder);
    const ours = await tailer.drain();
    return ours ? ending : { kind: 'left' };
  }

  async #check(): Promise<WatchEnd | undefined> {
    const { folder, runner } = this.#options;
    await runner.logs(folder);
    const { state, detail } = await runner.status(folder);
    if (state === 'running') await this.#interruptIfAsked();
    if (state === 'not-started') return this.#start();
    if (state === 'running') return undefined;
    await runner.clean(folder);
    return {
      kind: 'died',
      detail: detail ?? 'the runner ended without a result',
    };
  }

  async #interruptIfAsked(): Promise<void> {
    const { folder, runner, isCancelled } = this.#options;
    if (this.#interrupted || !(await isCancelled())) return;
    this.#interrupted = true;
    await runner.cancel(folder);
  }

  async #start(): Promise<WatchEnd | undefined> {
    if (Date.now() - this.#startedAt < START_GRACE_MS) return undefined;
    if (this.#starts >= MAX_STARTS) {
      return {
        kind: 'died',
        detail: `the runner did not start, ${MAX_STARTS} times`,
      };
    }
    this.#starts += 1;
    this.#startedAt = Date.now();
    const { folder, runner, secrets } = this.#options;
    const submission = await runner.submit(folder, await secrets());
    return submission.kind === 'accepted' ? undefined : submission;
  }
}

async function readEnding(
  folders: JobFolders,
  folder: string,
): Promise<JobEnding | undefined> {
  try {
    const result = await folders.readResult(folder);
    return result && { kind: 'result', result };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { kind: 'died', detail: error.message };
  }
}
