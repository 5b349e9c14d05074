// SPDX-License-Identifier: Apache-2.0
import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod/v4';
import { findPython } from './findPython';

const EXIT_PORT_TAKEN = 4;
const START_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 3_000;
const KEPT_STDERR = 4_000;
/** Nothing else of the caller's environment reaches the emulator: it needs no credentials. */
const PASSED_ENV = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TMPDIR'];

const readyLine = z.object({
  event: z.literal('ready'),
  port: z.number(),
  controlPort: z.number(),
});

/** A running emulator process. */
export interface EmulatorProcess {
  pid: number;
  endpoint: string;
  controlUrl: string;
  /** Settles when the process has ended, for whatever reason. */
  exited: Promise<number>;
  stop(): Promise<void>;
}

function childEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed = PASSED_ENV.flatMap(name =>
    env[name] === undefined ? [] : [[name, env[name]]],
  );
  return { ...Object.fromEntries(passed), PYTHONUNBUFFERED: '1' };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise(resolve => {
    child.once('exit', code => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}

/** The last lines of standard error, for the message when the start fails; never written anywhere. */
function keepStderr(child: ChildProcess): () => string {
  let kept = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    kept = (kept + text).slice(-KEPT_STDERR);
  });
  return () => kept.trim();
}

function firstReadyLine(child: ChildProcess) {
  return new Promise<z.infer<typeof readyLine>>(resolve => {
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', line => {
      if (!line.startsWith('{')) return;
      const parsed = readyLine.safeParse(JSON.parse(line));
      if (parsed.success) resolve(parsed.data);
    });
  });
}

function signalGroup(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

async function stopProcess(pid: number, exited: Promise<number>) {
  signalGroup(pid, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), STOP_GRACE_MS);
  await exited;
  clearTimeout(timer);
}

function startFailure(code: number, stderr: string): Error {
  const reason = stderr.split('\n').at(-1) || `exit code ${code}`;
  return code === EXIT_PORT_TAKEN
    ? new ConflictError(reason)
    : new ServiceUnavailableError(`The emulator did not start: ${reason}`);
}

async function awaitReady(
  child: ChildProcess,
  exited: Promise<number>,
  stderr: () => string,
) {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    const message = `The emulator did not answer within ${START_TIMEOUT_MS} ms.`;
    timer = setTimeout(
      () => reject(new ServiceUnavailableError(message)),
      START_TIMEOUT_MS,
    );
  });
  const failed = exited.then(code => {
    throw startFailure(code, stderr());
  });
  try {
    return await Promise.race([firstReadyLine(child), failed, timeout]);
  } finally {
    clearTimeout(timer);
    failed.catch(() => {});
  }
}

/** Starts the emulator in a process group of its own; it ends when its standard input closes. */
export async function launchEmulator(options: {
  port: number;
  controlPort: number;
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}): Promise<EmulatorProcess> {
  const { cwd = process.cwd(), env = process.env } = options;
  const python = await findPython({ cwd, env });
  const ports = ['--port', `${options.port}`];
  ports.push('--control-port', `${options.controlPort}`);
  const child = spawn(
    python,
    ['-B', '-m', 'emulator', '--watch-stdin', ...ports],
    {
      cwd: resolvePackagePath('@groundwork/sandbox'),
      env: childEnv(env),
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  const exited = exitOf(child);
  const stderr = keepStderr(child);
  const ready = await awaitReady(child, exited, stderr).catch(error => {
    if (child.pid) signalGroup(child.pid, 'SIGKILL');
    throw error;
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    endpoint: `http://localhost:${ready.port}`,
    controlUrl: `http://localhost:${ready.controlPort}`,
    exited,
    stop: () => stopProcess(pid, exited),
  };
}
