// SPDX-License-Identifier: Apache-2.0
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const PROVIDER = 'registry.terraform.io/hashicorp/aws/5.100.0';

/** Terraform on PATH. A test that needs it fails without it, with this sentence. */
export function findTerraform(): string {
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map(folder => join(folder, 'terraform'))
    .find(existsSync);
  if (found) return found;
  throw new Error('These tests need terraform on PATH');
}

const children = (folder: string): string[] =>
  existsSync(folder) ? readdirSync(folder).map(name => join(folder, name)) : [];

/** A folder that holds the AWS provider: the one that is configured, Terraform's own, or one under the usual prefixes. */
export function findProviderMirror(): string {
  const configured = process.env.GROUNDWORK_PROVIDER_MIRROR;
  const usual = [
    join(homedir(), '.terraform.d', 'plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
    ...['/opt', '/usr/local/share', '/usr/share', '/srv'].flatMap(children),
  ];
  const found = (configured ? [configured] : usual).find(folder =>
    existsSync(join(folder, PROVIDER)),
  );
  if (found) return found;
  throw new Error(
    `These tests need a filesystem mirror with ${PROVIDER}; set GROUNDWORK_PROVIDER_MIRROR`,
  );
}
