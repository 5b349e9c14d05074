// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const NODE_TRANSFORM = require.resolve(
  '@backstage/cli-node/config/nodeTransform.cjs',
);

/** How Node is called to run a TypeScript file of this repository. */
export function nodeArguments(file: string): string[] {
  return ['--require', NODE_TRANSFORM, file];
}

/** Runs a program of this repository in a process of its own and reads the JSON that it writes. */
export async function runProgram<T extends z.ZodType>(
  file: string,
  options: { args?: readonly string[]; input?: object; answer: T },
): Promise<z.output<T>> {
  const { args = [], input = {}, answer } = options;
  const child = spawn(process.execPath, [...nodeArguments(file), ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? 1));
  });
  child.stdin.end(JSON.stringify(input));
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    ended,
  ]);
  if (code !== 0) {
    throw new Error(`${file} ended with ${code}:\n${errors.slice(-4000)}`);
  }
  return answer.parse(JSON.parse(output));
}
