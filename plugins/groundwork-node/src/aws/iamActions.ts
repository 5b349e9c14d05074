// SPDX-License-Identifier: Apache-2.0

/**
 * What was called: a service by its IAM prefix, SDK package or endpoint name, and the API operation or the name of the
 * SDK's command.
 *
 * @public
 */
export interface AwsCall {
  service: string;
  operation: string;
}

/** Services whose IAM prefix is another word than that of the SDK or the endpoint. */
const PREFIXES: Readonly<Record<string, string>> = {
  'api-gateway': 'apigateway',
  'application-auto-scaling': 'application-autoscaling',
  'auto-scaling': 'autoscaling',
  'cloudwatch-logs': 'logs',
  'cognito-identity-provider': 'cognito-idp',
  'config-service': 'config',
  'cost-explorer': 'ce',
  'cost-optimization-hub': 'cost-optimization-hub',
  'database-migration-service': 'dms',
  'elastic-load-balancing': 'elasticloadbalancing',
  'elastic-load-balancing-v2': 'elasticloadbalancing',
  'route-53': 'route53',
  'secrets-manager': 'secretsmanager',
  configservice: 'config',
  costexplorer: 'ce',
  efs: 'elasticfilesystem',
  email: 'ses',
  eventbridge: 'events',
  monitoring: 'cloudwatch',
  'resource-groups-tagging-api': 'tag',
  resourcegroupstaggingapi: 'tag',
  s3control: 's3',
  's3-control': 's3',
  sfn: 'states',
  tagging: 'tag',
};

/** Operations whose IAM action has another name. */
const ACTIONS: Readonly<Record<string, string>> = {
  's3:GetBucketEncryption': 's3:GetEncryptionConfiguration',
  's3:GetBucketLifecycleConfiguration': 's3:GetLifecycleConfiguration',
  's3:GetBucketReplication': 's3:GetReplicationConfiguration',
  's3:GetObjectLockConfiguration': 's3:GetBucketObjectLockConfiguration',
  's3:GetPublicAccessBlock': 's3:GetBucketPublicAccessBlock',
  's3:HeadBucket': 's3:ListBucket',
  's3:HeadObject': 's3:GetObject',
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListObjects': 's3:ListBucket',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListObjectVersions': 's3:ListBucketVersions',
};

/** The IAM action of a call; `undefined` unless both service and operation are known. */
export function iamActionOf(call: Partial<AwsCall>): string | undefined {
  if (!call.service || !call.operation) return undefined;
  const service = call.service.toLowerCase().replace(/[\s_]+/g, '-');
  const prefix = PREFIXES[service] ?? service;
  const action = `${prefix}:${call.operation.replace(/Command$/, '')}`;
  return ACTIONS[action] ?? action;
}
