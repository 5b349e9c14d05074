// SPDX-License-Identifier: Apache-2.0
import type {
  Finding,
  FindingDetail,
  FindingsSummary,
} from '@groundwork/backstage-plugin-groundwork-common';

export const FINDING_ID = '0123456789abcdef0123456789abcdef';
export const THREAT_ID = 'fedcba9876543210fedcba9876543210';

const HOUR_MS = 3_600_000;

export const hoursAgo = (hours: number) =>
  new Date(Date.now() - hours * HOUR_MS - 60_000).toISOString();

export const finding: Finding = {
  id: FINDING_ID,
  product: 'Security Hub',
  title: 'S3 general purpose buckets should block public access',
  severity: 'high',
  workflowStatus: 'new',
  recordState: 'active',
  complianceStatus: 'failed',
  controlId: 'S3.8',
  accountId: '111111111111',
  region: 'eu-west-1',
  resource: {
    id: 'arn:aws:s3:::orders-archive',
    type: 'AwsS3Bucket',
    region: 'eu-west-1',
  },
  createdAt: hoursAgo(72),
  updatedAt: hoursAgo(24),
  firstSeenAt: hoursAgo(72),
  lastSeenAt: hoursAgo(1),
};

export const threat: Finding = {
  ...finding,
  id: THREAT_ID,
  product: 'GuardDuty',
  title: 'An EC2 instance is querying a domain of a mining pool',
  severity: 'critical',
  workflowStatus: 'notified',
  complianceStatus: undefined,
  controlId: undefined,
  resource: {
    id: 'arn:aws:ec2:eu-west-1:111111111111:instance/i-0a1b2c3d',
    type: 'AwsEc2Instance',
  },
  via: 'resource:default/orders-db',
};

export const findingDetail: FindingDetail = {
  ...finding,
  productArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  sourceId: 'arn:aws:securityhub:eu-west-1:111111111111:finding/1',
  description: 'The bucket does not block public access at its own level.',
  types: ['Software and Configuration Checks/AWS Security Best Practices'],
  resources: [
    finding.resource,
    { id: 'AWS::::Account:111111111111', type: 'AwsAccount' },
  ],
  standards: ['standards/aws-foundational-security-best-practices/v/1.0.0'],
  remediation: {
    text: 'Switch on Block Public Access for the bucket.',
    url: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
  },
  evidence: { SchemaVersion: '2018-10-08', Severity: { Label: 'HIGH' } },
  history: [
    {
      at: hoursAgo(24),
      field: 'workflowStatus',
      from: 'notified',
      to: 'new',
    },
    { at: hoursAgo(48), field: 'severity', to: 'high' },
  ],
};

export const summary: FindingsSummary = {
  known: 'all',
  open: { critical: 1, high: 4, medium: 12, low: 3, informational: 0 },
  guardDuty: { critical: 1, high: 1, medium: 0, low: 0, informational: 0 },
  via: 5,
  newSinceLastWeek: 2,
  oldestOpenAt: hoursAgo(24 * 9),
  problems: [],
  freshness: {
    oldestAt: hoursAgo(1),
    newestAt: hoursAgo(1),
    targets: 18,
    failed: 0,
  },
};

const zeros = { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };

export const quietSummary: FindingsSummary = {
  ...summary,
  open: zeros,
  guardDuty: zeros,
  via: 0,
  newSinceLastWeek: 0,
  oldestOpenAt: undefined,
};

export const deniedProblem = {
  accountId: '222222222222',
  region: 'eu-west-1',
  code: 'AccessDeniedException',
  action: 'securityhub:GetFindings',
  hint: 'Allow the action to the role that reads.',
};
