// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { bundleOf } from './bundles';

const SKELETON = resolvePackagePath(
  '@groundwork/backstage-plugin-aws-stacks-backend',
  '../../templates/kms/skeleton',
);
const INPUTS: Record<Engine, Record<string, object>> = {
  terraform: {
    'terraform/terraform.tfvars.json': { deletion_window_in_days: 7 },
  },
  cdk: {
    'cdk/inputs.json': {
      rotationPeriodInDays: 365,
      deletionWindowInDays: 7,
      multiRegion: false,
      services: [],
      administratorArns: [],
    },
  },
};
const LEFT_OUT = /\.njk$|groundwork\.json$|(^|\/)(tests?|node_modules)\//;

/** The layer `kms` as its form renders it: one key and its alias. */
export function renderedKms(engine: Engine): Buffer {
  const root = join(SKELETON, engine);
  const names = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter(name => !LEFT_OUT.test(name) && !name.includes('.terraform'));
  const source = names.map(name => [
    `${engine}/${name}`,
    readFileSync(join(root, name), 'utf8'),
  ]);
  const inputs = Object.entries(INPUTS[engine]).map(([name, values]) => [
    name,
    JSON.stringify(values),
  ]);
  return bundleOf(Object.fromEntries([...source, ...inputs]));
}
