// SPDX-License-Identifier: Apache-2.0
import type { RunnerSecrets } from '@groundwork/backstage-plugin-aws-stacks-runner';

/**
 * Whether a job's runner was started, still works, or is gone.
 *
 * @public
 */
export type RunnerStatus = 'not-started' | 'running' | 'ended';

/**
 * Starts the program that does one job, and looks after it. What the job is stands in the folder's `job.json`; what it
 * did is written there too.
 *
 * @public
 */
export interface RunRunner {
  /** Starts the runner. Starting a job that was started already does nothing. */
  start(folder: string, secrets: RunnerSecrets): Promise<void>;
  status(folder: string): Promise<RunnerStatus>;
  /** Asks the runner to stop; it ends by itself and writes its result. */
  interrupt(folder: string): Promise<void>;
  /** Removes what a runner that was killed has left in clear. */
  clean(folder: string): Promise<void>;
}
