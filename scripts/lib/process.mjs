// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';

/** Process groups which this process has started and which may still have members. */
const groups = new Set();

/** Sends a signal to a whole process group; false when nothing of it is left. */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

export function sleep(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/** Starts a command in a process group of its own, so that it can be stopped with all it starts. */
export function startGroup(command, args, options = {}) {
  const child = spawn(command, args, { ...options, detached: true });
  if (child.pid === undefined) return child;
  groups.add(child.pid);
  // What its leader leaves behind would hold ports and files: nobody else waits for it.
  child.once('exit', () => {
    if (signalGroup(child.pid, 'SIGTERM')) void stopGroup(child.pid, 3_000);
    else groups.delete(child.pid);
  });
  return child;
}

/** Ends a process group: first kindly, after the grace time for certain. */
export async function stopGroup(pid, graceMs = 10_000) {
  for (const [signal, waitMs] of [
    ['SIGTERM', graceMs],
    ['SIGKILL', 2_000],
  ]) {
    const end = Date.now() + waitMs;
    let alive = signalGroup(pid, signal);
    while (alive && Date.now() < end) {
      await sleep(50);
      alive = signalGroup(pid, 0);
    }
    if (!alive) break;
  }
  groups.delete(pid);
}

/** Ends every process group started here. */
export async function stopAllGroups(graceMs) {
  await Promise.all([...groups].map(pid => stopGroup(pid, graceMs)));
}

/**
 * Runs a command to its end and returns its exit code and output. It never throws for a failing command: a command
 * that cannot be started has the code 127.
 */
export function run(command, args, options = {}) {
  const { onOutput, input, timeoutMs, ...spawnOptions } = options;
  return new Promise(resolve => {
    const child = startGroup(command, args, {
      ...spawnOptions,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) {
      child[name]?.setEncoding('utf8').on('data', text => {
        output[name] += text;
        onOutput?.(text, name);
      });
    }
    if (input !== undefined) child.stdin?.end(input);
    const timer =
      timeoutMs && setTimeout(() => stopGroup(child.pid, 2_000), timeoutMs);
    child.once('error', error => {
      clearTimeout(timer);
      resolve({
        code: 127,
        signal: undefined,
        stdout: output.stdout,
        stderr: error.message,
      });
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, signal: signal ?? undefined, ...output });
    });
  });
}

/** Runs a command in the foreground, with this process's own terminal, and returns its exit code. */
export function runInForeground(command, args, options = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: 'inherit', ...options });
    // The terminal sends Ctrl-C to the child as well: here it is only outlived.
    onStopRequest(reason => {
      if (reason !== 'SIGINT') child.kill('SIGTERM');
    });
    child.once('error', error => {
      process.stderr.write(
        `${command} could not be started: ${error.message}\n`,
      );
      resolve(127);
    });
    child.once('exit', (code, signal) =>
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143)),
    );
  });
}

let stopHandler = async () => {
  await stopAllGroups(3_000);
  process.exit(130);
};

/** Says what to do from now on when this process is asked to end; until then, what it has started is stopped. */
export function onStopRequest(handler) {
  stopHandler = handler;
}

/**
 * Notices that this process is asked to end, by a signal or by the end of the process which started it. Asked again
 * after a second, it ends without any kindness.
 */
export function watchForStop({ parentPid = watchedParent() } = {}) {
  let first;
  const ask = reason => {
    if (first === undefined) {
      first = Date.now();
      void stopHandler(reason);
    } else if (Date.now() - first > 1_000) {
      for (const pid of groups) signalGroup(pid, 'SIGKILL');
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => ask(signal));
  if (parentPid === undefined) return;
  const timer = setInterval(() => {
    if (process.ppid === parentPid) return;
    clearInterval(timer);
    ask('parent gone');
  }, 500);
  timer.unref();
}

/** npm and the shell it uses may die of a signal without passing it on: under them, the parent's end is a signal too. */
function watchedParent() {
  const managed =
    process.env.npm_lifecycle_event !== undefined ||
    process.env.GROUNDWORK_REEXEC !== undefined;
  return managed ? process.ppid : undefined;
}
