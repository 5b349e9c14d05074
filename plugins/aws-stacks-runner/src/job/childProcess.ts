// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Interruption } from './Interruption';

/** How long a child may take after the second interrupt before it is killed. */
const LAST_GRACE_MS = 10_000;

/** What to run; no shell is between. */
export interface ChildCommand {
  file: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
  interruption: Interruption;
  graceSeconds: number;
  /** Called for each line of standard output; without it the output is collected. */
  onLine?: (line: string) => void;
}

/** How a child ended. */
export interface ChildEnd {
  code: number | undefined;
  stdout: string;
  stderr: string;
  /** The whole process group had to be killed. */
  killed: boolean;
}

/** SIGINT, grace, SIGINT, a little more, SIGKILL of the group. */
function stopGently(child: ChildProcess, graceSeconds: number): () => boolean {
  let killed = false;
  const timers: NodeJS.Timeout[] = [];
  child.kill('SIGINT');
  timers.push(
    setTimeout(() => child.kill('SIGINT'), graceSeconds * 1_000),
    setTimeout(() => {
      killed = true;
      killGroup(child);
    }, graceSeconds * 1_000 + LAST_GRACE_MS),
  );
  child.once('exit', () => timers.forEach(clearTimeout));
  return () => killed;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

function collect(child: ChildProcess, command: ChildCommand) {
  const texts = { stdout: '', stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    texts.stderr += chunk;
  });
  if (command.onLine && child.stdout) {
    createInterface({ input: child.stdout }).on('line', command.onLine);
  } else {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      texts.stdout += chunk;
    });
  }
  return texts;
}

/** Runs a child in its own process group to its end; an interruption of the job ends it gently. */
export async function runChild(command: ChildCommand): Promise<ChildEnd> {
  const { interruption } = command;
  interruption.throwIfInterrupted();
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = collect(child, command);
  let wasKilled = () => false;
  const stop = () => {
    wasKilled = stopGently(child, command.graceSeconds);
  };
  interruption.signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await new Promise<number | undefined>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', exitCode => resolve(exitCode ?? undefined));
    });
    return { code, ...texts, killed: wasKilled() };
  } finally {
    interruption.signal.removeEventListener('abort', stop);
    // Provider plugins are in the child's group; none may outlive it.
    killGroup(child);
  }
}
