// SPDX-License-Identifier: Apache-2.0
import type {
  LayerVersions,
  StackPromotion,
  StackUpgrade,
} from '@groundwork/backstage-plugin-groundwork-common';
import { STACK_ID, stack } from './stacks';

const STAGING = {
  accountId: '222222222222',
  region: 'eu-west-1',
  environment: 'staging',
} as const;

export const STAGING_STACK_ID = '01JD5T0000000000000000KMS9';

/** The stack stands in development, an older code of it in staging. */
export const promotion: StackPromotion = {
  steps: [
    {
      environment: 'development',
      required: false,
      hidden: false,
      stack: {
        stackId: STACK_ID,
        entityRef: 'resource:default/kms-orders-development',
        target: stack.target,
        status: 'applied',
        current: true,
        code: 'same',
        layerVersion: '1.9.0',
        applied: {
          runId: '01JD5T000000000000000RVN01',
          at: '2025-11-20T10:04:00Z',
          requestedBy: 'user:default/rita.meyer',
        },
        lastRun: stack.lastRun,
      },
    },
    {
      environment: 'staging',
      required: false,
      hidden: false,
      stack: {
        stackId: STAGING_STACK_ID,
        entityRef: 'resource:default/kms-orders-staging',
        target: STAGING,
        status: 'applied',
        current: false,
        code: 'older',
        layerVersion: '1.8.0',
      },
    },
    { environment: 'production', required: true, hidden: false },
  ],
  next: {
    environment: 'staging',
    target: STAGING,
    inputs: [
      {
        name: 'rotation',
        secret: false,
        source: 90,
        target: 365,
        isSet: true,
        differs: true,
        isRequired: false,
      },
      {
        name: 'alias',
        secret: false,
        source: 'orders',
        target: 'orders',
        isSet: true,
        differs: false,
        isRequired: false,
      },
    ],
    files: [{ path: 'terraform/main.tf', change: 'changed' }],
    fileCount: 1,
    secretNames: [],
    mayPromote: true,
  },
};

export const layerVersions: LayerVersions = {
  layer: 'kms',
  title: 'KMS key',
  templateRef: 'template:default/kms',
  newest: '1.10.0',
  versions: [{ version: '1.9.0', stacks: 1 }, { stacks: 1 }],
  behind: 2,
};

export const upgrade: StackUpgrade = {
  layer: 'kms',
  templateRef: 'template:default/kms',
  from: '1.9.0',
  to: '1.10.0',
  files: [
    {
      path: 'terraform/main.tf',
      change: 'changed',
      diff: '--- terraform/main.tf\n+++ terraform/main.tf\n@@ -1,1 +1,1 @@\n-rotation = 365\n+rotation = 90\n',
    },
    { path: 'terraform/logo.png', change: 'added' },
  ],
  fileCount: 2,
  missing: [],
  unknown: [],
  mayUpgrade: true,
};
