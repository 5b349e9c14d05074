// SPDX-License-Identifier: Apache-2.0
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { logsDir } from '../lib/paths.mjs';
import { run } from '../lib/process.mjs';

/** Runs a suite's command with its whole output in a log file of the suite's name. */
export async function runLogged(name, command, args, options) {
  const path = join(logsDir, `test-${name}.log`);
  const log = createWriteStream(path);
  const result = await run(command, args, {
    ...options,
    onOutput: text => log.write(text),
  });
  await new Promise(resolve => log.end(resolve));
  return { ...result, log: path };
}

/** The end of a command's output, to be shown when nothing better is known about its failure. */
export function lastLines({ stdout, stderr }, count = 15) {
  return `${stdout}\n${stderr}`.trim().split('\n').slice(-count).join('\n');
}
