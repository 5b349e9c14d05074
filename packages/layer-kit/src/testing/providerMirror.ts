// SPDX-License-Identifier: Apache-2.0
import { access, readdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

const PROVIDER = 'registry.terraform.io/hashicorp/aws';

/** Where Terraform itself looks for providers, then where people put mirrors. */
function prefixes(): string[] {
  const home = homedir();
  return [
    path.join(home, '.terraform.d/plugins'),
    path.join(home, '.local/share/terraform/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
}

const MIRROR_PARENTS = ['/opt', '/srv', '/usr/local', '/usr/local/share'];

const hasProvider = (folder: string) =>
  access(path.join(folder, PROVIDER)).then(
    () => true,
    () => false,
  );

async function children(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.map(name => path.join(folder, name));
}

/** A filesystem mirror that holds the AWS provider: the one that is named by GROUNDWORK_PROVIDER_MIRROR, or one that is found. */
export async function findProviderMirror(): Promise<string | undefined> {
  const named = process.env.GROUNDWORK_PROVIDER_MIRROR;
  if (named) return named;
  const parents = await Promise.all(MIRROR_PARENTS.map(children));
  for (const folder of [...prefixes(), ...MIRROR_PARENTS, ...parents.flat()]) {
    if (await hasProvider(folder)) return folder;
  }
  return undefined;
}

/** Writes a configuration for Terraform's CLI that takes providers from the mirror, or from the registry without one. */
export async function writeCliConfig(
  file: string,
  mirror: string | undefined,
): Promise<void> {
  const source =
    mirror === undefined
      ? 'direct {}'
      : `filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }`;
  await writeFile(file, `provider_installation {\n  ${source}\n}\n`);
}
