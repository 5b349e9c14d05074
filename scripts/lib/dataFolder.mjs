// SPDX-License-Identifier: Apache-2.0
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { groundworkDir } from './paths.mjs';
import { run } from './process.mjs';

const MARKER = '.groundwork-data';

/** The command line of a process; a bare Debian has no `ps`, other systems have no /proc. */
async function commandOf(pid) {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    } catch {
      return '';
    }
  }
  const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
  return stdout;
}

async function isLauncher(pid) {
  return (await commandOf(pid)).includes('start.mjs');
}

/**
 * Holds a data folder for one launcher: a second one, on other ports, would wipe the data of the first. Returns what
 * lets it go again.
 */
export async function lockDataFolder(folder) {
  const file = `${folder}.pid`;
  mkdirSync(dirname(file), { recursive: true });
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && holder !== process.pid && (await isLauncher(holder))) {
    throw new Error(
      `Groundwork already runs over ${folder} as process ${holder}: stop it first (kill ${holder}), or choose another folder with GROUNDWORK_DATA_DIR.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** Whether a folder holds nothing but what an earlier start put there. */
function mayBeWiped(folder) {
  if (!existsSync(folder) || folder.startsWith(groundworkDir + sep))
    return true;
  const names = readdirSync(folder);
  return names.length === 0 || names.includes(MARKER);
}

/** Empties a data folder of the sandbox; refuses one that holds what this launcher did not put there. */
export function wipeDataFolder(folder) {
  if (!mayBeWiped(folder)) {
    throw new Error(
      `${folder} (GROUNDWORK_DATA_DIR) is not empty and not of Groundwork's making: the sandbox empties its data folder at each start, so name an empty one.`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
}

export function makeDataFolder(folder) {
  mkdirSync(join(folder, 'db'), { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, MARKER), '');
}
