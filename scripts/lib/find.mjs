// SPDX-License-Identifier: Apache-2.0
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './process.mjs';

/** The first of these programs that stands on the PATH. */
export function onPath(names, path = process.env.PATH ?? '') {
  for (const name of names) {
    for (const folder of path.split(delimiter).filter(Boolean)) {
      const file = join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

export function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Whether packages can be installed with apt: Debian or a child of it, as root. */
export function hasApt() {
  return (
    process.getuid?.() === 0 &&
    existsSync('/etc/debian_version') &&
    onPath(['apt-get']) !== undefined
  );
}

/** Installs Debian packages; returns why not when that fails. */
export async function aptInstall(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '--no-install-recommends', ...packages];
  process.stdout.write(`Installing ${packages.join(' ')} with apt …\n`);
  if ((await run('apt-get', install, { env })).code === 0) return { ok: true };
  // The package lists of a fresh machine may be old or missing.
  await run('apt-get', ['update'], { env });
  const { code, stderr } = await run('apt-get', install, { env });
  if (code === 0) return { ok: true };
  return {
    ok: false,
    reason: `apt-get install ${packages.join(' ')} failed: ${stderr
      .trim()
      .split('\n')
      .pop()}`,
  };
}
