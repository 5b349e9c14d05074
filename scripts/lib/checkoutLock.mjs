// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { groundworkDir } from './paths.mjs';
import { run } from './process.mjs';

async function isLauncher(pid) {
  const { code, stdout } = await run('ps', [
    '-o',
    'command=',
    '-p',
    String(pid),
  ]);
  return code === 0 && stdout.includes('start.mjs');
}

/**
 * Holds this checkout for one launcher: a second one, on other ports, would wipe the data of the first. Returns what
 * lets it go again.
 */
export async function lockCheckout(folder = groundworkDir) {
  const file = join(folder, 'launcher.pid');
  mkdirSync(folder, { recursive: true });
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && holder !== process.pid && (await isLauncher(holder))) {
    throw new Error(
      `Groundwork already runs from this checkout as process ${holder}: stop it first (kill ${holder}), or start from another clone.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
