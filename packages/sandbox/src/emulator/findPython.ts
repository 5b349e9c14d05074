// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { NotFoundError } from '@backstage/errors';

/** The moto release line that the additions under `emulator/` are written for. */
const MOTO_LINE = '5.2.';

const PRINT_MOTO_VERSION = [
  'import importlib.metadata as m, importlib.util as u, sys',
  'sys.exit(3) if not (u.find_spec("moto") and u.find_spec("flask")) else print(m.version("moto"))',
].join('\n');

function venvPythons(start: string): string[] {
  const found: string[] = [];
  for (let dir = start; ; dir = path.dirname(dir)) {
    const python = path.join(dir, '.groundwork', 'venv', 'bin', 'python3');
    if (existsSync(python)) found.push(python);
    if (path.dirname(dir) === dir) return found;
  }
}

function motoVersion(python: string): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile(
      python,
      ['-c', PRINT_MOTO_VERSION],
      { timeout: 20_000 },
      (error, stdout) => resolve(error ? undefined : stdout.trim()),
    );
  });
}

/**
 * Finds a Python that can import moto: `GROUNDWORK_PYTHON`, a virtual
 * environment `.groundwork/venv` at or above the working directory, `python3`.
 */
export async function findPython(options: {
  cwd: string;
  env: NodeJS.ProcessEnv;
}): Promise<string> {
  const chosen = options.env.GROUNDWORK_PYTHON;
  const candidates = chosen
    ? [chosen]
    : [...venvPythons(options.cwd), 'python3'];
  const tried: string[] = [];
  for (const python of candidates) {
    const version = await motoVersion(python);
    if (version?.startsWith(MOTO_LINE)) return python;
    tried.push(`${python}: ${version ? `moto ${version}` : 'no moto'}`);
  }
  throw new NotFoundError(
    `No Python with moto ${MOTO_LINE}x was found (${tried.join(
      '; ',
    )}). Run: python3 -m venv .groundwork/venv && .groundwork/venv/bin/pip install "moto[server]==${MOTO_LINE}*", or set GROUNDWORK_PYTHON.`,
  );
}
