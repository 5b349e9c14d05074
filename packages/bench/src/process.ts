// SPDX-License-Identifier: Apache-2.0
import { type SpawnOptions, spawn } from 'node:child_process';

/** Runs a program to its end and gives its time in seconds. Throws with its last output when it fails. */
export async function timed(
  command: string,
  args: readonly string[],
  options: SpawnOptions & { okCodes?: readonly number[] },
): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(command, [...args], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = `${output}${chunk}`.slice(-4000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', exitCode => resolve(exitCode ?? 1));
  });
  if (!(options.okCodes ?? [0]).includes(code)) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${code}:\n${output}`,
    );
  }
  return (performance.now() - startedAt) / 1000;
}
