// SPDX-License-Identifier: Apache-2.0
// Where a mirror of Terraform's providers is on this machine. GROUNDWORK_PROVIDER_MIRROR tells the result to whoever
// runs Terraform, so that nobody searches twice.
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const HOST = 'registry.terraform.io';
const PREFIXES = ['/opt', '/usr/local', '/usr/share', '/srv'];
const MAX_DEPTH = 4;
const MAX_FOLDERS = 20_000;

/** Terraform's name for this machine. */
export function terraformPlatform(
  platform = process.platform,
  arch = process.arch,
) {
  return `${platform}_${arch === 'x64' ? 'amd64' : arch}`;
}

function subfolders(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

function files(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether a folder is a filesystem mirror, packed or unpacked, with the AWS provider for this machine. */
export function hasAwsProvider(mirror, platform = terraformPlatform()) {
  const folder = join(mirror, HOST, 'hashicorp', 'aws');
  const packed = files(folder).some(
    name =>
      name.startsWith('terraform-provider-aws_') &&
      name.endsWith(`_${platform}.zip`),
  );
  return (
    packed ||
    subfolders(folder).some(
      version => files(join(folder, version, platform)).length > 0,
    )
  );
}

/** The providers that a mirror holds, as Terraform's CLI configuration names them. */
export function mirroredProviders(mirror) {
  const base = join(mirror, HOST);
  return subfolders(base).flatMap(owner =>
    subfolders(join(base, owner)).map(name => `${HOST}/${owner}/${name}`),
  );
}

/** The folders in which Terraform itself looks for providers. */
function usualPlaces(env, home) {
  const dataHome = env.XDG_DATA_HOME || join(home, '.local', 'share');
  const dataDirs = (env.XDG_DATA_DIRS || '/usr/local/share:/usr/share')
    .split(delimiter)
    .filter(Boolean);
  return [
    env.TF_PLUGIN_CACHE_DIR,
    join(home, '.terraform.d', 'plugins'),
    join(home, '.terraform.d', 'plugin-cache'),
    join(home, 'Library', 'Application Support', 'io.terraform', 'plugins'),
    '/Library/Application Support/io.terraform/plugins',
    ...[dataHome, ...dataDirs].map(folder =>
      join(folder, 'terraform', 'plugins'),
    ),
  ].filter(Boolean);
}

/** Looks for mirrors below a prefix, nearest first, not deeper than a mirror usually lies. */
function* mirrorsBelow(prefix) {
  let level = [prefix];
  let seen = 0;
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth += 1) {
    const next = [];
    for (const folder of level) {
      seen += 1;
      if (seen > MAX_FOLDERS) return;
      const names = subfolders(folder);
      if (names.includes(HOST)) yield folder;
      else
        next.push(
          ...names
            .filter(name => name !== 'node_modules')
            .map(name => join(folder, name)),
        );
    }
    level = next;
  }
}

/** Finds a filesystem mirror with the AWS provider. */
export function findProviderMirror({
  env = process.env,
  home = homedir(),
  prefixes = PREFIXES,
} = {}) {
  const chosen = env.GROUNDWORK_PROVIDER_MIRROR;
  if (chosen) {
    if (hasAwsProvider(chosen)) return { ok: true, mirror: chosen };
    const expected = join(
      chosen,
      HOST,
      'hashicorp',
      'aws',
      '<version>',
      terraformPlatform(),
    );
    return {
      ok: false,
      reason: `GROUNDWORK_PROVIDER_MIRROR has no AWS provider for this machine (expected ${expected})`,
      hint: 'Fill it with: terraform providers mirror <folder>',
    };
  }
  const usual = usualPlaces(env, home).find(
    folder => existsSync(folder) && hasAwsProvider(folder),
  );
  if (usual !== undefined) return { ok: true, mirror: usual };
  for (const prefix of prefixes) {
    for (const mirror of mirrorsBelow(prefix)) {
      if (hasAwsProvider(mirror)) return { ok: true, mirror };
    }
  }
  return {
    ok: false,
    reason: 'no filesystem mirror with the AWS provider was found',
    hint: 'Terraform will download its providers; or name a mirror in GROUNDWORK_PROVIDER_MIRROR.',
  };
}
