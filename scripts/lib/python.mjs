// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { aptInstall, hasApt, isProgram } from './find.mjs';
import { groundworkDir } from './paths.mjs';
import { run } from './process.mjs';

const MOTO = 'moto[server]==5.2.*';
const HINT = `Install Python 3.10 or newer with pip, then: python3 -m venv .groundwork/venv && .groundwork/venv/bin/pip install "${MOTO}"`;
const PRINT_MOTO_VERSION =
  'import flask, importlib.metadata as m, moto; print(m.version("moto"))';

async function hasMoto(python) {
  const { code, stdout } = await run(python, ['-c', PRINT_MOTO_VERSION], {
    timeoutMs: 30_000,
  });
  return code === 0 && stdout.trim().startsWith('5.2.');
}

async function createVenv(python, venv) {
  const create = () => run(python, ['-m', 'venv', venv]);
  const first = await create();
  if (first.code === 0) return { ok: true };
  // Debian's python3 has no venv before python3-venv is installed.
  if (
    hasApt() &&
    (await aptInstall(['python3-venv'])).ok &&
    (await create()).code === 0
  )
    return { ok: true };
  return {
    ok: false,
    reason: `${python} cannot make a virtual environment: ${(
      first.stderr || first.stdout
    ).trim()}`,
  };
}

async function installMoto(python, venv) {
  process.stdout.write(
    'Installing the emulator (moto 5.2) into .groundwork/venv …\n',
  );
  mkdirSync(groundworkDir, { recursive: true });
  const made = await createVenv(python, venv);
  if (!made.ok) return { ...made, hint: HINT };
  const inVenv = join(venv, 'bin', 'python3');
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    MOTO,
  ];
  const { code, stderr } = await run(inVenv, args, { timeoutMs: 300_000 });
  if (code === 0 && (await hasMoto(inVenv)))
    return { ok: true, python: inVenv };
  return {
    ok: false,
    reason: `pip install "${MOTO}" failed: ${stderr.trim().split('\n').pop()}`,
    hint: HINT,
  };
}

/** Every python3 of the PATH, then where version managers and package managers put theirs. */
function candidates(env) {
  const folders = [
    ...(env.PATH ?? '').split(delimiter),
    join(homedir(), '.pyenv', 'shims'),
    '/usr/local/bin',
    '/opt/homebrew/bin',
    '/usr/bin',
  ];
  const files = folders.filter(Boolean).map(folder => join(folder, 'python3'));
  return [...new Set(files)].filter(isProgram);
}

async function findPython(env, venv) {
  const inVenv = join(venv, 'bin', 'python3');
  for (const python of [inVenv, ...candidates(env)].filter(isProgram)) {
    if (await hasMoto(python)) return python;
  }
  return undefined;
}

/** A Python that can run the emulator: one that has moto 5.2, else a virtual environment of our own into which it is installed. */
export async function ensurePython({
  env = process.env,
  venv = join(groundworkDir, 'venv'),
} = {}) {
  const chosen = env.GROUNDWORK_PYTHON;
  if (chosen) {
    if (await hasMoto(chosen)) return { ok: true, python: chosen };
    return {
      ok: false,
      reason: `GROUNDWORK_PYTHON (${chosen}) cannot import moto 5.2`,
      hint: HINT,
    };
  }
  const found = await findPython(env, venv);
  if (found !== undefined) return { ok: true, python: found };
  if (candidates(env).length === 0 && hasApt())
    await aptInstall(['python3', 'python3-venv']);
  const [python] = candidates(env);
  if (python === undefined)
    return { ok: false, reason: 'no python3 was found', hint: HINT };
  return installMoto(python, venv);
}
