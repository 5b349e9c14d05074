// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** A process with all that others can see of it: arguments, environment and working folder. */
export interface SeenProcess {
  pid: number;
  text: string;
}

const quietly = (read: () => string): string => {
  try {
    return read();
  } catch {
    // Gone meanwhile, or of another user.
    return '';
  }
};

function readProc(pid: string): SeenProcess {
  const texts = ['cmdline', 'environ'].map(name =>
    quietly(() => readFileSync(`/proc/${pid}/${name}`, 'latin1')),
  );
  const cwd = quietly(() => readlinkSync(`/proc/${pid}/cwd`));
  return { pid: Number(pid), text: [...texts, cwd].join('\0') };
}

function readPs(): SeenProcess[] {
  return execFileSync('ps', ['axeww', '-o', 'pid=,command='], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => ({ pid: Number.parseInt(line, 10), text: line }));
}

/** All processes of this host that can be looked at. */
export function allProcesses(): SeenProcess[] {
  if (!existsSync('/proc/self/environ')) return readPs();
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(readProc);
}

/** The processes that name a folder in their arguments or environment, or work in it. */
export function processesOf(folder: string): SeenProcess[] {
  return allProcesses().filter(({ text }) => text.includes(folder));
}
