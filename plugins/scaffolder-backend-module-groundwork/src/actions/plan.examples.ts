// SPDX-License-Identifier: Apache-2.0
import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { stringify } from 'yaml';

const KMS = {
  layer: 'kms',
  name: 'orders',
  target: {
    accountId: '111111111113',
    region: 'eu-west-1',
    environment: 'development',
  },
  owner: 'group:default/orders-team',
};

const EXAMPLES = [
  { description: 'Plan a KMS key', input: KMS },
  {
    description:
      'Plan a bucket that is encrypted with the key of another stack',
    input: {
      ...KMS,
      layer: 'data-lake',
      name: 'events',
      system: 'system:default/orders',
      description: 'Events of the order service',
      layerOutputs: [
        {
          stackId: '01K0000000000000000000KMS0',
          output: 'key_arn',
          value:
            'arn:aws:kms:eu-west-1:111111111113:key/1f2e3d4c-0000-4000-8000-000000000000',
        },
      ],
    },
  },
  {
    description: 'Say why, and where the change is filed',
    input: {
      ...KMS,
      change: { ticket: 'CHG-1042', reason: 'Orders are to be encrypted' },
    },
  },
  {
    description: 'Give a sensitive variable the value of a secret of the form',
    input: {
      ...KMS,
      secretVariables: { master_password: 'databasePassword' },
    },
  },
];

/** The examples of a plan action; both engines take the same input. */
export function planExamples(engine: Engine): TemplateExample[] {
  const action = `groundwork:${engine}:plan`;
  return EXAMPLES.map(({ description, input }) => ({
    description,
    example: stringify({
      steps: [{ id: 'plan', name: 'Plan', action, input }],
    }),
  }));
}
