// SPDX-License-Identifier: Apache-2.0
import type { RunnerSecrets } from '@groundwork/backstage-plugin-aws-stacks-runner';

/**
 * Whether a job was handed over, is still worked on, or is over.
 *
 * @public
 */
export interface RunnerStatus {
  state: 'not-started' | 'running' | 'ended';
  /** How it ended, where more is known than that it did. */
  detail?: string;
}

/**
 * What became of a job that was to be handed over. Nothing was started unless it was accepted.
 *
 * @public
 */
export type Submission =
  | { kind: 'accepted' }
  /** There is no room now. */
  | { kind: 'full'; reason: string; hint: string }
  /** It cannot be done as things are set up. */
  | { kind: 'refused'; reason: string; hint: string };

/**
 * Has the program that does one job run somewhere, and looks after it. What the job is stands in the folder's
 * `job.json`; what it did is found there too, wherever it was done.
 *
 * @public
 */
export interface InfraRunner {
  /** Hands a job over. A job that was handed over already is not done again. */
  submit(folder: string, secrets: RunnerSecrets): Promise<Submission>;
  status(folder: string): Promise<RunnerStatus>;
  /** Brings into the folder what the job has told since: its events, and its result. */
  logs(folder: string): Promise<void>;
  /** Asks the job to stop; it ends by itself and leaves its result. */
  cancel(folder: string): Promise<void>;
  /** Removes what a job that was killed has left in clear. */
  clean(folder: string): Promise<void>;
  /** Whether a job for this account could be handed over now, as far as that is known without asking. */
  hasRoom(accountId: string): boolean;
}
