// SPDX-License-Identifier: Apache-2.0
import type {
  PlanDiff,
  ResourceChange,
  Run,
  RunDetail,
  RunEvent,
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
    votes: [],
    mayApprove: true,
  },
  actions: ['approve', 'reject', 'discard'],
};

const resource = (
  change: Partial<ResourceChange> & Pick<ResourceChange, 'address' | 'action'>,
): ResourceChange => ({
  type: change.address.split('.')[0],
  name: change.address.split('.')[1] ?? change.address,
  attributes: [],
  ...change,
});

export const plan: PlanDiff = {
  engine: 'terraform',
  engineVersion: '1.9.8',
  summary: {
    create: 2,
    update: 1,
    replace: 1,
    delete: 1,
    import: 0,
    forget: 0,
  },
  hasChanges: true,
  resources: [
    resource({
      address: 'aws_kms_alias.this',
      action: 'create',
      attributes: [
        {
          path: 'name',
          after: 'alias/orders',
          unknown: false,
          sensitive: false,
          forcesReplacement: false,
        },
        {
          path: 'target_key_arn',
          unknown: true,
          sensitive: false,
          forcesReplacement: false,
        },
      ],
    }),
    resource({ address: 'aws_kms_grant.reader', action: 'create' }),
    resource({
      address: 'aws_kms_key.this',
      action: 'update',
      physicalId: '1234abcd-12ab-34cd-56ef-1234567890ab',
      attributes: [
        {
          path: 'enable_key_rotation',
          before: false,
          after: true,
          unknown: false,
          sensitive: false,
          forcesReplacement: false,
        },
        {
          path: 'tags.rotation_secret',
          unknown: false,
          sensitive: true,
          forcesReplacement: false,
        },
      ],
    }),
    resource({
      address: 'aws_s3_bucket.audit',
      action: 'replace',
      reason: 'replace_because_cannot_update',
      physicalId: 'orders-audit',
      attributes: [
        {
          path: 'bucket',
          before: 'orders-audit',
          after: 'orders-audit-eu',
          unknown: false,
          sensitive: false,
          forcesReplacement: true,
        },
      ],
    }),
    resource({
      address: 'aws_sns_topic.old',
      action: 'delete',
      attributes: [
        {
          path: 'display_name',
          before: 'Old alarms',
          unknown: false,
          sensitive: false,
          forcesReplacement: false,
        },
      ],
    }),
  ],
  outputs: [
    {
      name: 'key_arn',
      action: 'create',
      unknown: true,
      sensitive: false,
    },
    { name: 'import_token', action: 'create', unknown: false, sensitive: true },
  ],
  notes: [
    {
      level: 'warning',
      source: 'iam',
      message: 'The key policy now lets every role of the account decrypt.',
      address: 'aws_kms_key.this',
    },
    {
      level: 'error',
      source: 'cdk-nag',
      message: 'AwsSolutions-KMS5: The key does not rotate.',
    },
  ],
};

/** A plan of `count` resources with three changed attributes each. */
export function largePlan(count: number): PlanDiff {
  const resources = Array.from({ length: count }, (_, index) =>
    resource({
      address: `aws_s3_object.part_${index}`,
      action: index % 5 === 0 ? 'update' : 'create',
      attributes: ['bucket', 'key', 'etag'].map(path => ({
        path,
        after: `${path}-${index}`,
        unknown: false,
        sensitive: false,
        forcesReplacement: false,
      })),
    }),
  );
  const updates = Math.ceil(count / 5);
  return {
    ...plan,
    summary: {
      ...plan.summary,
      create: count - updates,
      update: updates,
      replace: 0,
      delete: 0,
    },
    resources,
    outputs: [],
    notes: [],
  };
}

export const events: RunEvent[] = [
  {
    kind: 'state',
    seq: 1,
    at: '2025-11-20T10:00:00Z',
    to: 'queued',
    actor: 'user:default/rita.meyer',
  },
  {
    kind: 'state',
    seq: 2,
    at: '2025-11-20T10:00:01Z',
    from: 'queued',
    to: 'planning',
    actor: 'groundwork',
  },
  {
    kind: 'log',
    seq: 3,
    at: '2025-11-20T10:00:05Z',
    phase: 'plan',
    level: 'info',
    message: 'Terraform has been successfully initialized!',
  },
  {
    kind: 'log',
    seq: 4,
    at: '2025-11-20T10:00:20Z',
    phase: 'plan',
    level: 'debug',
    message: 'aws_kms_key.this: Refreshing state...',
  },
  {
    kind: 'log',
    seq: 5,
    at: '2025-11-20T10:00:40Z',
    phase: 'plan',
    level: 'warning',
    message: 'Warning: the argument "policy" is deprecated',
  },
  {
    kind: 'state',
    seq: 6,
    at: '2025-11-20T10:01:00Z',
    from: 'planning',
    to: 'planned',
    actor: 'groundwork',
  },
  {
    kind: 'state',
    seq: 7,
    at: '2025-11-20T10:01:00Z',
    from: 'planned',
    to: 'awaiting-approval',
    actor: 'groundwork',
    reason: 'Somebody else than the requester has to approve in production.',
  },
];

export const applyEvents: RunEvent[] = [
  {
    kind: 'state',
    seq: 8,
    at: '2025-11-20T10:05:00Z',
    from: 'awaiting-approval',
    to: 'approved',
    actor: 'user:default/amir.haddad',
  },
  {
    kind: 'state',
    seq: 9,
    at: '2025-11-20T10:05:01Z',
    from: 'approved',
    to: 'applying',
    actor: 'groundwork',
  },
  {
    kind: 'resource',
    seq: 10,
    at: '2025-11-20T10:05:05Z',
    phase: 'apply',
    address: 'aws_kms_key.this',
    type: 'aws_kms_key',
    action: 'update',
    status: 'succeeded',
    elapsedMs: 4200,
  },
  {
    kind: 'resource',
    seq: 11,
    at: '2025-11-20T10:05:06Z',
    phase: 'apply',
    address: 'aws_kms_alias.this',
    type: 'aws_kms_alias',
    action: 'create',
    status: 'failed',
    message: 'AlreadyExistsException: alias/orders',
  },
  {
    kind: 'note',
    seq: 12,
    at: '2025-11-20T10:05:07Z',
    level: 'error',
    message: 'The state lock 3f2a is held by the run that ended.',
    hint: 'Release it with "Unlock" once nothing works on the stack.',
  },
];
