// SPDX-License-Identifier: Apache-2.0
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { Document, isScalar, visit } from 'yaml';

/** Actions are pinned to a commit; the comment says which release it is. */
const PINNED = {
  checkout: {
    uses: 'actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8',
    release: 'v5.0.0',
  },
  setupNode: {
    uses: 'actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444',
    release: 'v5.0.0',
  },
  setupTerraform: {
    uses: 'hashicorp/setup-terraform@b9cd54a3c349d3f38e8881555d616ced269862dd',
    release: 'v3.1.2',
  },
} as const;

const CHECKOUT = {
  uses: PINNED.checkout.uses,
  with: { 'persist-credentials': false },
};

const STEPS: Readonly<Record<Engine, readonly object[]>> = {
  terraform: [
    CHECKOUT,
    {
      uses: PINNED.setupTerraform.uses,
      with: { terraform_version: '^1.10.0', terraform_wrapper: false },
    },
    { name: 'Format', run: 'terraform fmt -check -recursive' },
    { name: 'Initialize', run: 'terraform init -backend=false -input=false' },
    { name: 'Validate', run: 'terraform validate' },
    { name: 'Test', run: 'terraform test' },
  ],
  cdk: [
    CHECKOUT,
    { uses: PINNED.setupNode.uses, with: { 'node-version': '24' } },
    {
      name: 'Install',
      run: 'npm install --ignore-scripts --no-audit --no-fund',
    },
    { name: 'Synthesize and test', run: 'npm test' },
  ],
};

/** Where the workflow of an engine stands in the project. */
export function workflowPath(engine: Engine): string {
  return `.github/workflows/${engine}.yml`;
}

/** The workflow that checks each pull request. It reads the repository, and has no credentials of any account. */
export function workflow(engine: Engine): string {
  const document = new Document(
    {
      name: 'Check infrastructure',
      on: { pull_request: {}, push: { branches: ['main'] } },
      permissions: { contents: 'read' },
      concurrency: {
        // GitHub's own expression, evaluated there.
        group: 'check-$' + '{{ github.ref }}',
        'cancel-in-progress': true,
      },
      jobs: {
        [engine]: {
          'runs-on': 'ubuntu-24.04',
          'timeout-minutes': 15,
          defaults: { run: { 'working-directory': engine } },
          steps: STEPS[engine],
        },
      },
    },
    { aliasDuplicateObjects: false },
  );
  visit(document, {
    Pair(_, pair) {
      if (!isScalar(pair.key) || pair.key.value !== 'uses') return;
      const { value } = pair;
      const pin = Object.values(PINNED).find(
        pinned => isScalar(value) && value.value === pinned.uses,
      );
      if (pin && isScalar(value)) value.comment = ` ${pin.release}`;
    },
  });
  return document.toString({ lineWidth: 0 });
}
