// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isError } from '@backstage/errors';
import { type RunnerPid, runnerPidSchema } from '../protocol';

const FIELD_STATE = 0;
const FIELD_START = 19;

function statFields(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** When a process was started, as the kernel or `ps` says it; undefined when there is no such process. */
export function processStart(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const fields = statFields(pid);
      return ['Z', 'X'].includes(fields[FIELD_STATE])
        ? undefined
        : fields[FIELD_START];
    }
    const printed = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return printed === '' ? undefined : printed;
  } catch {
    return undefined;
  }
}

/** Writes the pid file, complete or not at all. False when another runner was first. */
export function claimPidFile(path: string, startedAt: string): boolean {
  const claim: RunnerPid = {
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
    host: hostname(),
    startedAt,
  };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(claim), { mode: 0o600, flag: 'wx' });
  try {
    // A link fails when the name is taken, as O_EXCL does, and never shows a half-written file.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (isError(error) && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** What a pid file says; undefined when there is none. */
export function readPidFile(path: string): RunnerPid | undefined {
  try {
    return runnerPidSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether the process of a pid file is still the one that wrote it. */
export function isProcessAlive(runner: RunnerPid): boolean {
  return (
    runner.host === hostname() &&
    processStart(runner.pid) === runner.processStart
  );
}
