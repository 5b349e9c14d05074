// SPDX-License-Identifier: Apache-2.0
import type {
  Account,
  Stack,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';

export const STACK_ID = '01JD5T0000000000000000KMS1';

export const accounts: Account[] = [
  {
    accountId: '111111111111',
    name: 'AI Core production',
    environment: 'production',
    regions: ['us-east-1', 'eu-west-1'],
    owner: 'group:default/ai-core-team',
    provides: [],
    mayUse: true,
  },
  {
    accountId: '111111111113',
    name: 'AI Core development',
    environment: 'development',
    regions: ['us-east-1', 'eu-west-1'],
    owner: 'group:default/ai-core-team',
    provides: [],
    mayUse: true,
  },
  {
    accountId: '222222222222',
    name: 'Auterity staging',
    environment: 'staging',
    regions: ['eu-west-1'],
    provides: [],
    mayUse: false,
  },
];

export const stack: Stack = {
  id: STACK_ID,
  layer: 'kms',
  name: 'orders',
  engine: 'terraform',
  target: {
    accountId: '111111111111',
    region: 'eu-west-1',
    environment: 'production',
  },
  owner: 'group:default/ai-core-team',
  system: 'system:default/ai-core',
  description: 'The key that encrypts the orders of AI Core.',
  entityRef: 'resource:default/kms-orders-production',
  status: 'applied',
  dependsOn: [],
  drift: { state: 'in-sync', checkedAt: '2026-01-01T00:00:00Z', resources: 0 },
  lastRun: {
    id: '01JD5T000000000000000RVN01',
    state: 'succeeded',
    updatedAt: '2025-11-20T10:04:00Z',
  },
  sourceDigest: 'a'.repeat(64),
  appliedAt: '2025-11-20T10:04:00Z',
  createdAt: '2025-11-20T09:50:00Z',
  updatedAt: '2025-11-20T10:04:00Z',
};

export const dataLakeStack: Stack = {
  ...stack,
  id: '01JD5T00000000000000DATA01',
  layer: 'data-lake',
  name: 'events',
  engine: 'cdk',
  target: {
    accountId: '111111111113',
    region: 'us-east-1',
    environment: 'development',
  },
  entityRef: 'resource:default/data-lake-events-development',
  status: 'planned',
  dependsOn: [{ stackId: STACK_ID, entityRef: stack.entityRef }],
  lastRun: {
    id: '01JD5T000000000000000RVN02',
    state: 'awaiting-approval',
    updatedAt: '2025-11-20T11:00:00Z',
  },
  sourceDigest: undefined,
  appliedAt: undefined,
  updatedAt: '2025-11-20T11:00:00Z',
};

export const brokenStack: Stack = {
  ...stack,
  id: '01JD5T000000000000000KMS02',
  name: 'billing',
  engine: 'cdk',
  entityRef: 'resource:default/kms-billing-production',
  status: 'needs-attention',
  lastRun: {
    id: '01JD5T000000000000000RVN03',
    state: 'needs-attention',
    updatedAt: '2025-11-20T12:00:00Z',
  },
  updatedAt: '2025-11-20T12:00:00Z',
};

export const stackDetail: StackDetail = {
  ...stack,
  outputs: [
    {
      name: 'key_arn',
      value:
        'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      sensitive: false,
    },
    { name: 'alias_name', value: 'alias/orders', sensitive: false },
    { name: 'grants', value: { readers: ['orders-api'] }, sensitive: false },
    { name: 'import_token', sensitive: true },
  ],
  resources: [
    {
      address: 'aws_kms_key.this',
      type: 'aws_kms_key',
      physicalId:
        'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    },
    {
      address: 'aws_kms_alias.this',
      type: 'aws_kms_alias',
      physicalId: 'alias/orders',
    },
    { address: 'aws_kms_key_policy.this', type: 'aws_kms_key_policy' },
  ],
};
