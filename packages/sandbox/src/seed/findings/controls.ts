// SPDX-License-Identifier: Apache-2.0
import { FindingSeverity } from './types';

/** A security control of AWS Foundational Security Best Practices. */
export interface Control {
  title: string;
  severity: FindingSeverity;
  /** Requirements of other standards it serves. */
  related?: string[];
}

/** Control id → control. */
export const CONTROLS: Record<string, Control> = {
  'S3.1': {
    title:
      'S3 general purpose buckets should have block public access settings enabled',
    severity: 'MEDIUM',
  },
  'S3.5': {
    title: 'S3 general purpose buckets should require requests to use SSL',
    severity: 'MEDIUM',
  },
  'S3.8': {
    title: 'S3 general purpose buckets should block public access',
    severity: 'HIGH',
    related: ['NIST.800-53.r5 AC-3', 'NIST.800-53.r5 SC-7'],
  },
  'S3.9': {
    title:
      'S3 general purpose buckets should have server access logging enabled',
    severity: 'MEDIUM',
  },
  'S3.13': {
    title: 'S3 general purpose buckets should have Lifecycle configurations',
    severity: 'LOW',
  },
  'S3.17': {
    title:
      'S3 general purpose buckets should be encrypted at rest with AWS KMS keys',
    severity: 'MEDIUM',
  },
  'EC2.2': {
    title:
      'VPC default security groups should not allow inbound or outbound traffic',
    severity: 'HIGH',
  },
  'EC2.6': {
    title: 'VPC flow logging should be enabled in all VPCs',
    severity: 'MEDIUM',
  },
  'EC2.8': {
    title:
      'EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)',
    severity: 'HIGH',
  },
  'EC2.9': {
    title: 'Amazon EC2 instances should not have a public IPv4 address',
    severity: 'HIGH',
  },
  'EC2.19': {
    title:
      'Security groups should not allow unrestricted access to ports with high risk',
    severity: 'CRITICAL',
    related: ['NIST.800-53.r5 SC-7(21)'],
  },
  'RDS.3': {
    title: 'RDS DB instances should have encryption at-rest enabled',
    severity: 'MEDIUM',
    related: [
      'NIST.800-53.r5 SC-28',
      'CIS AWS Foundations Benchmark v5.0.0/2.2.1',
    ],
  },
  'RDS.5': {
    title:
      'RDS DB instances should be configured with multiple Availability Zones',
    severity: 'MEDIUM',
  },
  'RDS.6': {
    title: 'Enhanced monitoring should be configured for RDS DB instances',
    severity: 'LOW',
  },
  'RDS.8': {
    title: 'RDS DB instances should have deletion protection enabled',
    severity: 'LOW',
  },
  'KMS.4': {
    title: 'AWS KMS key rotation should be enabled',
    severity: 'MEDIUM',
  },
  'IAM.4': {
    title: 'IAM root user access key should not exist',
    severity: 'CRITICAL',
    related: ['CIS AWS Foundations Benchmark v5.0.0/1.4'],
  },
  'IAM.6': {
    title: 'Hardware MFA should be enabled for the root user',
    severity: 'CRITICAL',
  },
  'Account.1': {
    title: 'Security contact information should be provided for an AWS account',
    severity: 'MEDIUM',
  },
  'Lambda.1': {
    title: 'Lambda function policies should prohibit public access',
    severity: 'CRITICAL',
  },
  'Lambda.2': {
    title: 'Lambda functions should use supported runtimes',
    severity: 'MEDIUM',
  },
  'ECR.1': {
    title: 'ECR private repositories should have image scanning configured',
    severity: 'HIGH',
  },
  'ECR.2': {
    title: 'ECR private repositories should have tag immutability configured',
    severity: 'MEDIUM',
  },
  'ECR.3': {
    title:
      'ECR repositories should have at least one lifecycle policy configured',
    severity: 'MEDIUM',
  },
  'ECS.2': {
    title:
      'ECS services should not have public IP addresses assigned to them automatically',
    severity: 'HIGH',
  },
  'ECS.10': {
    title:
      'ECS Fargate services should run on the latest Fargate platform version',
    severity: 'MEDIUM',
  },
  'EKS.1': {
    title: 'EKS cluster endpoints should not be publicly accessible',
    severity: 'HIGH',
  },
  'EKS.2': {
    title: 'EKS clusters should run on a supported Kubernetes version',
    severity: 'HIGH',
  },
  'EKS.8': {
    title: 'EKS clusters should have audit logging enabled',
    severity: 'MEDIUM',
  },
  'ElastiCache.1': {
    title:
      'ElastiCache (Redis OSS) clusters should have automatic backups enabled',
    severity: 'HIGH',
  },
  'ElastiCache.2': {
    title:
      'ElastiCache clusters should have automatic minor version upgrades enabled',
    severity: 'HIGH',
  },
  'Cognito.1': {
    title: 'Cognito user pools should have threat protection activated',
    severity: 'MEDIUM',
  },
  'DynamoDB.2': {
    title: 'DynamoDB tables should have point-in-time recovery enabled',
    severity: 'MEDIUM',
  },
  'DynamoDB.6': {
    title: 'DynamoDB tables should have deletion protection enabled',
    severity: 'MEDIUM',
  },
  'EFS.1': {
    title:
      'Elastic File System should be configured to encrypt file data at-rest using AWS KMS',
    severity: 'MEDIUM',
  },
  'EFS.2': {
    title: 'Amazon EFS volumes should be in backup plans',
    severity: 'MEDIUM',
  },
  'SNS.4': {
    title: 'SNS topic access policies should not allow public access',
    severity: 'CRITICAL',
  },
  'SQS.1': {
    title: 'Amazon SQS queues should be encrypted at rest',
    severity: 'MEDIUM',
  },
  'SQS.3': {
    title: 'SQS queue access policies should not allow public access',
    severity: 'CRITICAL',
  },
};

/** Standards a control finding names as its own. */
export const STANDARDS = [
  'standards/aws-foundational-security-best-practices/v/1.0.0',
  'standards/cis-aws-foundations-benchmark/v/5.0.0',
] as const;
