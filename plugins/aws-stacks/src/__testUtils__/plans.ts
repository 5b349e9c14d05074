// SPDX-License-Identifier: Apache-2.0
import type {
  PlanDiff,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';

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
