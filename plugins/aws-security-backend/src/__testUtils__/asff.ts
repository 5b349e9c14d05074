// SPDX-License-Identifier: Apache-2.0

export const ACCOUNT = '222222222221';
export const REGION = 'eu-west-1';
export const AT = '2026-11-20T12:00:00.000Z';
export const TARGET = { accountId: ACCOUNT, region: REGION };
export const CONTEXT = { ...TARGET, at: AT };

/** A finding of a security control, as Security Hub gives it. */
export const controlFinding = (
  change: Record<string, unknown> = {},
): Record<string, unknown> => ({
  SchemaVersion: '2018-10-08',
  Id: 'arn:aws:securityhub:eu-west-1:222222222221:security-control/S3.8/finding/1',
  ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/securityhub',
  ProductName: 'Security Hub',
  GeneratorId: 'security-control/S3.8',
  AwsAccountId: ACCOUNT,
  Region: REGION,
  Types: ['Software and Configuration Checks/Industry Standards'],
  CreatedAt: '2026-11-01T08:00:00.000Z',
  UpdatedAt: '2026-11-19T08:00:00.000Z',
  Severity: { Label: 'HIGH', Normalized: 70, Original: 'HIGH' },
  Title: 'S3 general purpose buckets should block public access',
  Description: 'This control checks the settings of the bucket.',
  Remediation: {
    Recommendation: {
      Text: 'See the documentation.',
      Url: 'https://docs.aws.amazon.com/console/securityhub/S3.8/remediation',
    },
  },
  Resources: [
    {
      Type: 'AwsS3Bucket',
      Id: 'arn:aws:s3:::auterity-media',
      Partition: 'aws',
      Region: REGION,
    },
  ],
  Compliance: {
    Status: 'FAILED',
    SecurityControlId: 'S3.8',
    AssociatedStandards: [
      {
        StandardsId:
          'standards/aws-foundational-security-best-practices/v/1.0.0',
      },
    ],
  },
  Workflow: { Status: 'NEW' },
  RecordState: 'ACTIVE',
  ...change,
});

/** A finding of GuardDuty, as Security Hub gives it. */
export const guardDutyFinding = (
  change: Record<string, unknown> = {},
): Record<string, unknown> =>
  controlFinding({
    Id: 'arn:aws:guardduty:eu-west-1:222222222221:detector/d/finding/1',
    ProductArn: 'arn:aws:securityhub:eu-west-1::product/aws/guardduty',
    ProductName: 'GuardDuty',
    Types: ['TTPs/Command and Control/CryptoCurrency:EC2-BitcoinTool.B!DNS'],
    Title: 'A bitcoin-related domain was queried by an EC2 instance',
    Severity: { Original: '8' },
    Resources: [
      {
        Type: 'AwsEc2Instance',
        Id: 'arn:aws:ec2:eu-west-1:222222222221:instance/i-0123456789abcdef0',
      },
    ],
    Compliance: undefined,
    ...change,
  });
