// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { installTool } from './node.mjs';
import { groundworkDir, logsDir, root, toolchainDir } from './paths.mjs';
import { run } from './process.mjs';

const DEFAULT_REGISTRY = 'https://registry.npmjs.org';
const DEPENDENCY_FIELDS = [
  'name',
  'version',
  'workspaces',
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'optionalDependencies',
  'dependenciesMeta',
  'resolutions',
  'bin',
  'packageManager',
];

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error(`${path} cannot be read: ${error.message}`);
  }
}

/** The yarn that the repository names, installed from npm; returns the path of its program file. */
async function ensureYarn() {
  const version = readJson(join(root, 'package.json'))
    .packageManager.replace(/^yarn@/, '')
    .split('+')[0];
  const folder = join(
    toolchainDir,
    'yarn',
    'node_modules',
    '@yarnpkg',
    'cli-dist',
  );
  const program = join(folder, 'bin', 'yarn.js');
  if (
    existsSync(program) &&
    readJson(join(folder, 'package.json')).version === version
  )
    return program;
  const { code, stderr } = await installTool(
    'yarn',
    `@yarnpkg/cli-dist@${version}`,
  );
  if (code !== 0 || !existsSync(program)) {
    throw new Error(
      `yarn ${version} could not be installed from npm: ${stderr.trim()}`,
    );
  }
  return program;
}

function writeProgram(path, text) {
  // Written aside and moved, since another script of this checkout may be running the old one.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  chmodSync(draft, 0o755);
  renameSync(draft, path);
}

/** A folder with `node` and `yarn` as they shall be, to be put on the PATH of what is started here. */
function writeShims(yarnProgram) {
  const folder = join(toolchainDir, 'bin');
  mkdirSync(folder, { recursive: true });
  const quote = text => `'${text.replaceAll("'", "'\\''")}'`;
  writeProgram(
    join(folder, 'node'),
    `#!/bin/sh\nexec ${quote(process.execPath)} "$@"\n`,
  );
  writeProgram(
    join(folder, 'yarn'),
    `#!/bin/sh\nexec ${quote(process.execPath)} ${quote(yarnProgram)} "$@"\n`,
  );
  return folder;
}

/** yarn does not read .npmrc: what npm knows about the registry and its certificate is handed on. */
async function registryEnvironment() {
  const env = {};
  const { stdout } = await run(
    'npm',
    ['config', 'list', '--json', '--loglevel=silent'],
    { cwd: groundworkDir },
  );
  const config = stdout ? JSON.parse(stdout) : {};
  const registry = config.registry?.replace(/\/+$/, '');
  if (registry && registry !== DEFAULT_REGISTRY)
    env.YARN_NPM_REGISTRY_SERVER = registry;
  if (registry?.startsWith('http://'))
    env.YARN_UNSAFE_HTTP_WHITELIST = new URL(registry).hostname;
  if (config.cafile) env.YARN_HTTPS_CA_FILE_PATH = config.cafile;
  return env;
}

/** Headers of another Node, which npm may be set to, would build native packages that this Node cannot load. */
function headersEnvironment() {
  const nodeFolder = dirname(dirname(process.execPath));
  const found = existsSync(join(nodeFolder, 'include', 'node', 'node.h'));
  return found ? { npm_config_nodedir: nodeFolder } : {};
}

/** The environment in which programs of this repository run: its Node, its yarn, its installed programs first. */
export async function ensureToolchain() {
  mkdirSync(groundworkDir, { recursive: true });
  const yarnProgram = await ensureYarn();
  const shims = writeShims(yarnProgram);
  const path = [
    shims,
    join(root, 'node_modules', '.bin'),
    process.env.PATH,
  ].join(delimiter);
  return {
    yarnProgram,
    env: {
      ...(await registryEnvironment()),
      ...process.env,
      ...headersEnvironment(),
      PATH: path,
    },
  };
}

/** The package.json files of the root and of its workspaces. */
export function packageFiles(folder) {
  const below = ['packages', 'plugins']
    .filter(name => existsSync(join(folder, name)))
    .flatMap(name =>
      readdirSync(join(folder, name)).map(child =>
        join(folder, name, child, 'package.json'),
      ),
    );
  return [join(folder, 'package.json'), ...below.sort()].filter(existsSync);
}

/** What decides whether an installation still fits: the lock file, the dependency fields, Node and the machine. */
export function installStamp(folder, nodeVersion = process.versions.node) {
  const hash = createHash('sha256');
  const [major] = nodeVersion.split('.');
  hash.update(`${major} ${process.platform} ${process.arch}\0`);
  for (const name of ['yarn.lock', '.yarnrc.yml']) {
    if (existsSync(join(folder, name)))
      hash.update(readFileSync(join(folder, name))).update('\0');
  }
  for (const file of packageFiles(folder)) {
    const content = readJson(file);
    hash
      .update(JSON.stringify(DEPENDENCY_FIELDS.map(field => content[field])))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Installs the packages of the lock file unless the last installation still fits. */
export async function ensureInstalled({ yarnProgram, env }) {
  const stampFile = join(root, 'node_modules', '.groundwork-install');
  const stamp = installStamp(root);
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return { installed: false };
  process.stdout.write('Installing packages (some minutes the first time) …\n');
  const { code, stdout, stderr } = await run(
    process.execPath,
    [yarnProgram, 'install', '--immutable'],
    { cwd: root, env },
  );
  mkdirSync(logsDir, { recursive: true });
  const log = join(logsDir, 'install.log');
  writeFileSync(log, stdout + stderr);
  if (code !== 0) {
    const tail = (stdout + stderr).trim().split('\n').slice(-15).join('\n');
    throw new Error(
      `yarn install --immutable failed with code ${code}; the whole log is ${log}\n${tail}`,
    );
  }
  writeFileSync(stampFile, stamp);
  return { installed: true };
}

/** Toolchain and packages together: what every script needs before its own work. */
export async function ensureReady() {
  const toolchain = await ensureToolchain();
  const { installed } = await ensureInstalled(toolchain);
  return { ...toolchain, installed };
}
