// SPDX-License-Identifier: Apache-2.0
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import {
  JOB_FILES,
  type RunnerPid,
  type RunnerSecrets,
  engineLeftBehind,
  interruptRunner,
  isRunnerAlive,
  launchRunner,
  removeRunnerWork,
  runnerPidSchema,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { InfraRunner, RunnerStatus, Submission } from './InfraRunner';

/** A runner on another host counts as gone when it has not touched its heartbeat for so long. */
const STALE_HEARTBEAT_MS = 30_000;

/**
 * Runs jobs as processes of this machine, each in a session of its own, so that they outlive the backend.
 *
 * @public
 */
export class LocalRunner implements InfraRunner {
  readonly #cacheFolder: string;
  readonly #env: Record<string, string>;

  static create(options: {
    cacheFolder: string;
    env?: Record<string, string>;
  }): LocalRunner {
    return new LocalRunner(options.cacheFolder, options.env ?? {});
  }

  private constructor(cacheFolder: string, env: Record<string, string>) {
    this.#cacheFolder = cacheFolder;
    this.#env = env;
  }

  async submit(folder: string, secrets: RunnerSecrets): Promise<Submission> {
    await launchRunner({
      jobFolder: folder,
      secrets,
      env: this.#env,
      cacheFolder: this.#cacheFolder,
    });
    return { kind: 'accepted' };
  }

  async status(folder: string): Promise<RunnerStatus> {
    const pid = await readPid(folder);
    if (!pid) return { state: 'not-started' };
    if (pid.host !== hostname()) return heartbeatStatus(folder);
    // The engine goes on without its runner; only when it is done can somebody else take over.
    const isAtWork =
      isRunnerAlive(join(folder, JOB_FILES.pid)) ||
      engineLeftBehind(folder) !== undefined;
    return { state: isAtWork ? 'running' : 'ended' };
  }

  /** The program writes into the folder itself. */
  async logs(): Promise<void> {}

  async cancel(folder: string): Promise<void> {
    const pid = await readPid(folder);
    if (!pid || pid.host !== hostname() || interruptRunner(pid)) return;
    const engine = engineLeftBehind(folder);
    if (engine) interruptRunner(engine);
  }

  async clean(folder: string): Promise<void> {
    await removeRunnerWork(folder);
  }

  hasRoom(): boolean {
    return true;
  }
}

/** The pid file; `undefined` while it is absent or half written. */
async function readPid(folder: string): Promise<RunnerPid | undefined> {
  try {
    const text = await readFile(join(folder, JOB_FILES.pid), 'utf8');
    return runnerPidSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function heartbeatStatus(folder: string): Promise<RunnerStatus> {
  try {
    const { mtimeMs } = await stat(join(folder, JOB_FILES.heartbeat));
    const isFresh = Date.now() - mtimeMs < STALE_HEARTBEAT_MS;
    return { state: isFresh ? 'running' : 'ended' };
  } catch {
    return { state: 'ended' };
  }
}
