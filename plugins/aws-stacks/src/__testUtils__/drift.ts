// SPDX-License-Identifier: Apache-2.0
import type { StackDriftReport } from '@groundwork/backstage-plugin-groundwork-common';

export const IGNORE_ID = '01JD5T000000000000000RV1E1';

/** A bucket somebody has changed by hand, and a topic that is gone and does not count. */
export const driftReport: StackDriftReport = {
  drift: {
    state: 'drifted',
    checkedAt: '2026-01-01T00:00:00Z',
    since: '2025-12-31T00:00:00Z',
    resources: 1,
    unchecked: 1,
  },
  resources: [
    {
      change: {
        address: 'aws_s3_bucket_versioning.this',
        type: 'aws_s3_bucket_versioning',
        name: 'this',
        action: 'update',
        physicalId: 'orders-data',
        attributes: [
          {
            path: 'versioning_configuration.0.status',
            before: 'Suspended',
            after: 'Enabled',
            unknown: false,
            sensitive: false,
            forcesReplacement: false,
          },
        ],
      },
      cause: {
        principal: 'arn:aws:iam::111111111111:user/mallory',
        action: 's3:PutBucketVersioning',
        at: '2025-12-31T00:00:00Z',
        eventId: 'event-1',
      },
    },
    {
      change: {
        address: 'aws_sns_topic.old',
        type: 'aws_sns_topic',
        name: 'old',
        action: 'create',
        attributes: [],
      },
      ignored: { reason: 'It goes next week' },
    },
  ],
  unchecked: ['Data1'],
  notes: [],
  ignores: [
    {
      id: IGNORE_ID,
      address: 'aws_sns_topic.old',
      reason: 'It goes next week',
      createdBy: 'user:default/amir',
      createdAt: '2025-12-31T00:00:00Z',
    },
  ],
  checking: false,
  dueAt: '2026-01-01T06:00:00Z',
  secretVariables: [],
  actions: ['check', 'ignore', 'revert'],
};
