// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';

const IGNORED: Readonly<Record<Engine, readonly string[]>> = {
  terraform: [
    '.terraform/',
    '*.tfstate',
    '*.tfstate.*',
    '*.tfplan',
    'crash.log',
    'crash.*.log',
    '# Written by Groundwork before each plan.',
    'terraform/backend_override.tf.json',
    'terraform/groundwork.auto.tfvars.json',
  ],
  cdk: [
    'node_modules/',
    'cdk.out/',
    '*.tsbuildinfo',
    '# Written by Groundwork before each plan.',
    'cdk/groundwork.json',
  ],
};

/** `.gitignore` of the project. */
export function gitignore(engine: Engine): string {
  return `${[...IGNORED[engine], '# TechDocs', 'site/'].join('\n')}\n`;
}
