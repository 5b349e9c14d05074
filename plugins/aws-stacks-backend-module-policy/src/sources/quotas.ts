// SPDX-License-Identifier: Apache-2.0

/** When the defaults below were last compared with AWS's documentation. */
export const DEFAULTS_OF = '2026-11-21';

/** A quota as Service Quotas names it. */
export interface Quota {
  /** As people know it. */
  name: string;
  serviceCode: string;
  quotaCode: string;
  /** AWS's default for an account that has asked for no other. */
  defaultValue: number;
  /** It holds for the account, and is asked for in us-east-1. */
  isGlobal?: boolean;
}

const vpc = (name: string, quotaCode: string, defaultValue: number): Quota => ({
  name,
  serviceCode: 'vpc',
  quotaCode,
  defaultValue,
});

/** The quotas that plans are compared with. */
export const QUOTAS = {
  vpcs: vpc('VPCs per Region', 'L-F678F1CE', 5),
  internetGateways: vpc('Internet gateways per Region', 'L-A4707A72', 5),
  subnetsPerVpc: vpc('Subnets per VPC', 'L-407747CB', 200),
  natGatewaysPerZone: vpc(
    'NAT gateways per Availability Zone',
    'L-FE5A380F',
    5,
  ),
  securityGroups: vpc('Security groups per Region', 'L-E79EC296', 2500),
  rulesPerSecurityGroup: vpc(
    'Inbound or outbound rules per security group',
    'L-0EA8095F',
    60,
  ),
  elasticIps: {
    name: 'Elastic IP addresses per Region',
    serviceCode: 'ec2',
    quotaCode: 'L-0263D0A3',
    defaultValue: 5,
  },
  buckets: {
    name: 'S3 buckets per account',
    serviceCode: 's3',
    quotaCode: 'L-DC2B2D3D',
    defaultValue: 10_000,
    isGlobal: true,
  },
  keys: {
    name: 'KMS keys per Region',
    serviceCode: 'kms',
    quotaCode: 'L-C2F1777E',
    defaultValue: 100_000,
  },
  dbInstances: {
    name: 'RDS DB instances per Region',
    serviceCode: 'rds',
    quotaCode: 'L-7B6409FD',
    defaultValue: 40,
  },
  dbClusters: {
    name: 'RDS DB clusters per Region',
    serviceCode: 'rds',
    quotaCode: 'L-952B80B8',
    defaultValue: 40,
  },
  eksClusters: {
    name: 'EKS clusters per Region',
    serviceCode: 'eks',
    quotaCode: 'L-1194D53C',
    defaultValue: 100,
  },
  lambdaConcurrency: {
    name: 'Concurrent executions of Lambda per Region',
    serviceCode: 'lambda',
    quotaCode: 'L-B99A9384',
    defaultValue: 1000,
  },
} as const satisfies Record<string, Quota>;

/** A quota by its key in {@link QUOTAS}. */
export type QuotaKey = keyof typeof QUOTAS;
