// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '@backstage/errors';
import { endWorkers } from './job/endWorkers';
import { livingEngine } from './job/enginePid';
import { isProcessAlive, readPidFile } from './job/pid';
import { JOB_FILES, type RunnerPid, type RunnerSecrets } from './protocol';

const ENGINE_POLL_MS = 100;

const INHERITED = [
  /^AWS_/,
  /^(PATH|HOME|USER|LOGNAME|TMPDIR|LANG|TZ)$/,
  /^(HTTP|HTTPS|NO|ALL)_PROXY$/i,
  /^(SSL_CERT_FILE|SSL_CERT_DIR|NODE_EXTRA_CA_CERTS)$/,
];

/**
 * Where a runner is started, and with what.
 *
 * @public
 */
export interface LaunchRunnerOptions {
  /** The job's folder, with `job.json` in it. */
  jobFolder: string;
  /** Told over standard input, never written. */
  secrets: RunnerSecrets;
  /** More environment, for example `AWS_ENDPOINT_URL`. */
  env?: Record<string, string>;
  /** Folder for what may be kept between runs; by default `.runner-cache` beside the job's folder. */
  cacheFolder?: string;
  /** The Node.js to run with; by default the one that runs the caller. */
  nodePath?: string;
}

/**
 * The absolute path of the runner program.
 *
 * @public
 */
export function runnerEntry(): string {
  const manifest = require.resolve(
    '@groundwork/backstage-plugin-aws-stacks-runner/package.json',
  );
  return join(dirname(manifest), 'bin', 'groundwork-runner.js');
}

/** The backend's environment holds more secrets than a runner may know; AWS credentials, proxies and paths are passed on. */
function runnerEnvironment(
  options: LaunchRunnerOptions,
): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && INHERITED.some(rule => rule.test(name))) {
      env[name] = value;
    }
  }
  if (options.cacheFolder) env.GROUNDWORK_RUNNER_CACHE = options.cacheFolder;
  return { ...env, ...options.env };
}

/**
 * Starts the runner of one job in a session of its own, so that it outlives the caller. A folder that was already
 * taken is not run again: the second runner ends at once.
 *
 * @returns the process id of the runner
 * @public
 */
export async function launchRunner(
  options: LaunchRunnerOptions,
): Promise<number> {
  const child = spawn(
    options.nodePath ?? process.execPath,
    [runnerEntry(), options.jobFolder],
    {
      detached: true,
      cwd: options.jobFolder,
      env: runnerEnvironment(options),
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', resolve);
  });
  await new Promise<void>(resolve => {
    // A runner that found its folder taken is gone before it has read: that is no error of the caller.
    child.stdin?.once('error', () => resolve());
    child.stdin?.end(JSON.stringify(options.secrets), () => resolve());
  });
  child.unref();
  if (child.pid === undefined) {
    throw new ConflictError(
      `The runner of ${options.jobFolder} ended before it had a process id; start it again`,
    );
  }
  return child.pid;
}

/**
 * Whether the runner that wrote this pid file still runs on this host.
 *
 * @public
 */
export function isRunnerAlive(pidFile: string): boolean {
  const runner = readPidFile(pidFile);
  return runner !== undefined && isProcessAlive(runner);
}

/**
 * Asks a runner to stop: it interrupts its engine, waits, and writes its result. An engine that a killed runner left
 * behind is asked in the same way.
 *
 * @returns whether there was somebody to ask
 * @public
 */
export function interruptRunner(runner: RunnerPid): boolean {
  if (!isProcessAlive(runner)) return false;
  process.kill(runner.pid, 'SIGINT');
  return true;
}

/**
 * The Terraform that a runner which was killed has left at work. It ends by itself, with its state saved and its lock
 * released; {@link interruptRunner} asks it to end sooner.
 *
 * @public
 */
export function engineLeftBehind(jobFolder: string): RunnerPid | undefined {
  return isRunnerAlive(join(jobFolder, JOB_FILES.pid))
    ? undefined
    : livingEngine(jobFolder);
}

/**
 * Removes what a runner that was killed left in clear in its folder, as soon as no engine works there any more. Refuses
 * while the runner lives.
 *
 * @public
 */
export async function removeRunnerWork(jobFolder: string): Promise<void> {
  if (isRunnerAlive(join(jobFolder, JOB_FILES.pid))) {
    throw new ConflictError(
      `The runner of ${jobFolder} still runs; interrupt it first`,
    );
  }
  while (livingEngine(jobFolder)) await sleep(ENGINE_POLL_MS);
  const work = join(jobFolder, JOB_FILES.work);
  await endWorkers(work);
  await rm(work, { recursive: true, force: true });
}
