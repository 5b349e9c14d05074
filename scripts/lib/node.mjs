// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolchainDir } from './paths.mjs';
import { run, runInForeground, watchForStop } from './process.mjs';

const SUPPORTED_MAJORS = [22, 24];
const INSTALLED_MAJOR = 24;

export function isSupported(version) {
  return SUPPORTED_MAJORS.includes(
    Number(version.replace(/^v/, '').split('.')[0]),
  );
}

/** The npm package that carries Node's own binary for this machine. */
export function nodePackageName(
  platform = process.platform,
  arch = process.arch,
) {
  return `node-${platform}-${arch}`;
}

/** Newest first, and without pre-releases. */
export function newestFirst(versions) {
  const parts = version => version.split('.').map(Number);
  return versions
    .filter(version => /^\d+\.\d+\.\d+$/.test(version))
    .sort((a, b) => {
      const [left, right] = [parts(a), parts(b)];
      const at = left.findIndex((part, index) => part !== right[index]);
      return at === -1 ? 0 : right[at] - left[at];
    });
}

async function npm(args) {
  mkdirSync(toolchainDir, { recursive: true });
  return run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: toolchainDir,
  });
}

/**
 * Installs one npm package into a folder of its own under the toolchain. Each has its own prefix because npm removes
 * from a prefix what it did not install in the same call.
 */
export async function installTool(folder, spec) {
  const prefix = join(toolchainDir, folder);
  mkdirSync(prefix, { recursive: true });
  return npm([
    'install',
    '--prefix',
    prefix,
    '--no-save',
    '--no-package-lock',
    spec,
  ]);
}

async function versionsOf(spec) {
  const { code, stdout } = await npm(['view', spec, 'version', '--json']);
  if (code !== 0) return [];
  return newestFirst([JSON.parse(stdout)].flat());
}

async function installNode(name, binary) {
  let message = '';
  // A registry may list a version whose tarball it does not have (yet): an earlier one will do.
  const versions = (await versionsOf(`${name}@${INSTALLED_MAJOR}`)).slice(0, 4);
  for (const version of versions) {
    const { code, stderr } = await installTool('node', `${name}@${version}`);
    if (code === 0 && existsSync(binary)) return;
    message = stderr.trim().split('\n').slice(0, 3).join(' ');
  }
  throw new Error(
    `Node ${process.versions.node} runs this script; Node 22 or 24 is needed and could not be installed from npm as ${name}@${INSTALLED_MAJOR} ` +
      `(${
        message || 'no version found'
      }). Install Node 24 and call this again.`,
  );
}

/** The path of a Node that Backstage supports: the running one, else one under .groundwork/toolchain. */
export async function ensureNode() {
  if (isSupported(process.versions.node)) return process.execPath;
  const name = nodePackageName();
  const folder = join(toolchainDir, 'node', 'node_modules', name);
  const binary = join(folder, 'bin', 'node');
  if (existsSync(binary)) {
    const { version } = JSON.parse(
      readFileSync(join(folder, 'package.json'), 'utf8'),
    );
    if (isSupported(version)) return binary;
  }
  process.stdout.write(
    `Node ${process.versions.node} is running, Backstage needs 22 or 24: installing Node ${INSTALLED_MAJOR} …\n`,
  );
  await installNode(name, binary);
  return binary;
}

/**
 * Runs `main` on a supported Node: here if this is one, else by starting the same script again on one. What goes wrong
 * is told in one line, by `onError` if the caller has more to say.
 */
export async function onSupportedNode(moduleUrl, main, onError = printError) {
  watchForStop();
  delete process.env.GROUNDWORK_REEXEC;
  try {
    const node = await ensureNode();
    if (node === process.execPath) {
      await main();
      return;
    }
    const args = [fileURLToPath(moduleUrl), ...process.argv.slice(2)];
    const env = {
      ...process.env,
      GROUNDWORK_REEXEC: '1',
      GROUNDWORK_HOST_NODE: process.execPath,
    };
    process.exitCode = await runInForeground(node, args, { env });
  } catch (error) {
    onError(error);
    process.exitCode = 1;
  }
}

function printError(error) {
  process.stderr.write(`${error.message}\n`);
}
