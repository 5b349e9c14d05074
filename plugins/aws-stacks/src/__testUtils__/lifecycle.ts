// SPDX-License-Identifier: Apache-2.0
import type {
  StackDependants,
  StackForm,
  StackSource,
} from '@groundwork/backstage-plugin-groundwork-common';
import { dataLakeStack } from './stacks';

/** Nothing depends on the stack. */
export const dependants: StackDependants = {
  stacks: [],
  entities: [],
  hidden: 0,
};

export const someDependants: StackDependants = {
  stacks: [
    {
      stackId: dataLakeStack.id,
      entityRef: dataLakeStack.entityRef,
      direct: true,
    },
  ],
  entities: ['component:default/orders-api'],
  hidden: 1,
};

export const sources: StackSource[] = [
  {
    digest: 'a'.repeat(64),
    runId: '01JD5T000000000000000RVN01',
    requestedBy: 'user:default/rita.meyer',
    appliedAt: '2025-11-20T10:04:00Z',
    change: { ticket: 'CHG-7', reason: 'Rotate each quarter' },
    secretNames: ['import_token'],
    current: true,
  },
  {
    digest: 'c'.repeat(64),
    runId: '01JD5T000000000000000RVN00',
    requestedBy: 'user:default/amir.khan',
    appliedAt: '2025-11-01T10:04:00Z',
    secretNames: [],
    current: false,
  },
];

export const form: StackForm = {
  layer: 'kms',
  templateRef: 'template:default/kms',
  digest: 'a'.repeat(64),
  formData: {
    name: 'orders',
    engine: 'terraform',
    target: {
      accountId: '111111111111',
      region: 'eu-west-1',
      environment: 'production',
    },
    rotation_period_in_days: 90,
  },
  secret: ['import_token'],
  unknown: ['old_alias'],
};
