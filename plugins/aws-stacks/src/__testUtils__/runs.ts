// SPDX-License-Identifier: Apache-2.0
import type {
  Run,
  RunDetail,
} from '@groundwork/backstage-plugin-groundwork-common';

export const RUN_ID = '01JD5T000000000000000RVN02';
export const PLAN_DIGEST = `3f2a9c1d${'b'.repeat(56)}`;

export const run: Run = {
  id: RUN_ID,
  stackId: '01JD5T0000000000000000KMS1',
  layer: 'kms',
  name: 'orders',
  engine: 'terraform',
  operation: 'apply',
  target: {
    accountId: '111111111111',
    region: 'eu-west-1',
    environment: 'production',
  },
  owner: 'group:default/ai-core-team',
  system: 'system:default/ai-core',
  entityRef: 'resource:default/kms-orders-production',
  state: 'awaiting-approval',
  reason: 'Somebody else than the requester has to approve in production.',
  requestedBy: 'user:default/rita.meyer',
  source: { kind: 'bundle', digest: 'a'.repeat(64) },
  planDigest: PLAN_DIGEST,
  summary: {
    create: 2,
    update: 1,
    replace: 1,
    delete: 1,
    import: 0,
    forget: 0,
  },
  hasChanges: true,
  gates: [],
  risks: [],
  createdAt: '2025-11-20T10:00:00Z',
  updatedAt: '2025-11-20T10:01:00Z',
  plannedAt: '2025-11-20T10:01:00Z',
  expiresAt: '2099-11-21T10:01:00Z',
};

export const runDetail: RunDetail = {
  ...run,
  approval: {
    rule: 'other',
    required: 1,
    approvers: [],
    why: [],
    votes: [],
    mayApprove: true,
  },
  actions: ['approve', 'reject', 'discard'],
};
