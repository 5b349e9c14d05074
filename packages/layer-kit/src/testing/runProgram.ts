// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** How a program ended. */
export interface ProgramEnd {
  code: number;
  stdout: string;
  stderr: string;
}

/** What every program gets of this process's environment; in particular no credentials. */
const PASSED_ENV = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LC_ALL'];

/** Runs a program without a shell and collects what it says. */
export function runProgram(
  file: string,
  args: readonly string[],
  options: { cwd: string; env?: Record<string, string> },
): Promise<ProgramEnd> {
  const passedOn = PASSED_ENV.flatMap(name => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: { ...Object.fromEntries(passedOn), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', text => (texts.stdout += text));
  child.stderr.setEncoding('utf8').on('data', text => (texts.stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ code: code ?? 1, ...texts }));
  });
}

/** Where a program stands on the PATH. */
export async function findProgram(name: string): Promise<string | undefined> {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  for (const folder of folders.filter(Boolean)) {
    const file = path.join(folder, name);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return file;
  }
  return undefined;
}

/** The last lines of what a program said, for people. */
export function lastLines({ stdout, stderr }: ProgramEnd, count = 12): string {
  return `${stdout}\n${stderr}`
    .split('\n')
    .filter(line => line.trim() !== '')
    .slice(-count)
    .join('\n');
}
