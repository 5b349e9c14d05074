// SPDX-License-Identifier: Apache-2.0
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough, type Readable } from 'node:stream';
import type { Interruption } from './Interruption';
import { OutputFile } from './OutputFile';
import { noteEngine } from './enginePid';

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
  /** What the child reads, when it is known; without it the child reads nothing. Undefined ends the child. */
  input?: Promise<string | undefined>;
  /**
   * The work folder of a child that has to go on when the runner is killed. Its output goes through files there: a pipe
   * would break with the runner, and the child with the pipe.
   */
  survivesIn?: string;
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

interface Streams {
  stdout: Readable | null;
  stderr: Readable | null;
}

function collect({ stdout, stderr }: Streams, command: ChildCommand) {
  const texts = { stdout: '', stderr: '' };
  stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    texts.stderr += chunk;
  });
  if (command.onLine && stdout) {
    createInterface({ input: stdout }).on('line', command.onLine);
  } else {
    stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      texts.stdout += chunk;
    });
  }
  return texts;
}

async function feed(
  child: ChildProcess,
  input: Promise<string | undefined>,
): Promise<void> {
  // A child that ends before it has read says so by its code.
  child.stdin?.on('error', () => undefined);
  const text = await input;
  if (text === undefined) killGroup(child);
  child.stdin?.end(text);
}

/** Two files in place of pipes, and what has been read from them as streams. */
function openFiles(work: string) {
  const open = (name: string) => {
    const stream = new PassThrough();
    const path = join(work, name);
    const file = OutputFile.create(path, text => stream.write(text));
    const finish = async () => {
      file.finish();
      await new Promise<void>(resolve => {
        stream.once('end', resolve);
        stream.end();
      });
    };
    return { stream, finish, descriptor: file.descriptor };
  };
  return { stdout: open('engine.out'), stderr: open('engine.err') };
}

function start(command: ChildCommand) {
  const files = command.survivesIn ? openFiles(command.survivesIn) : undefined;
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    detached: true,
    stdio: [
      command.input ? 'pipe' : 'ignore',
      files?.stdout.descriptor ?? 'pipe',
      files?.stderr.descriptor ?? 'pipe',
    ],
  });
  const forget =
    command.survivesIn && child.pid !== undefined
      ? noteEngine(command.survivesIn, child.pid)
      : undefined;
  if (command.input) void feed(child, command.input);
  const streams: Streams = files
    ? { stdout: files.stdout.stream, stderr: files.stderr.stream }
    : { stdout: child.stdout, stderr: child.stderr };
  const finish = async () => {
    await Promise.all([files?.stdout.finish(), files?.stderr.finish()]);
    forget?.();
  };
  return { child, texts: collect(streams, command), finish };
}

function endOf(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', exitCode => resolve(exitCode ?? undefined));
  });
}

/** Runs a child in its own process group to its end; an interruption of the job ends it gently. */
export async function runChild(command: ChildCommand): Promise<ChildEnd> {
  const { interruption } = command;
  interruption.throwIfInterrupted();
  const { child, texts, finish } = start(command);
  let wasKilled = () => false;
  const stop = () => {
    wasKilled = stopGently(child, command.graceSeconds);
  };
  interruption.signal.addEventListener('abort', stop, { once: true });
  try {
    const code = await endOf(child).finally(finish);
    return { code, ...texts, killed: wasKilled() };
  } finally {
    interruption.signal.removeEventListener('abort', stop);
    // Provider plugins are in the child's group; none may outlive it.
    killGroup(child);
  }
}
