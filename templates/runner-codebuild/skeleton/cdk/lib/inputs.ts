// SPDX-License-Identifier: Apache-2.0
import { InputsError, checkInputs } from './layer-inputs.ts';
import type { InputSchemas, InputsOf } from './layer-inputs.ts';
import type { Environment } from './layer-stack.ts';

/** The bounds of the form's fields. */
export const schemas = {
  image: {
    type: 'string',
    pattern:
      '^(aws/codebuild/(amazonlinux-x86_64-)?standard:\\d+\\.\\d+|\\d{12}\\.dkr\\.ecr\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?/[a-z0-9./_-]+(:[\\w.-]+|@sha256:[0-9a-f]{64}))$',
    maxLength: 300,
    default: 'aws/codebuild/amazonlinux-x86_64-standard:5.0',
  },
  runnerVersion: {
    type: 'string',
    pattern: '^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$',
    maxLength: 40,
    default: '0.1.0',
  },
  assumedRoleArns: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$',
      maxLength: 150,
    },
    maxItems: 20,
    uniqueItems: true,
    default: [],
  },
  permissionsBoundaryArn: {
    type: 'string',
    pattern: '^(|arn:aws[a-z-]*:iam::\\d{12}:policy/[\\w+=,.@/-]+)$',
    maxLength: 200,
    default: '',
  },
  concurrentBuildLimit: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 8,
  },
  vpcId: {
    type: 'string',
    pattern: '^(|vpc-[0-9a-f]{8,17})$',
    maxLength: 21,
    default: '',
  },
  subnetIds: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^subnet-[0-9a-f]{8,17}$',
      maxLength: 24,
    },
    maxItems: 16,
    uniqueItems: true,
    default: [],
  },
  securityGroupIds: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^sg-[0-9a-f]{8,17}$',
      maxLength: 20,
    },
    maxItems: 5,
    uniqueItems: true,
    default: [],
  },
} as const satisfies InputSchemas;

export type RunnerCodebuildInputs = InputsOf<typeof schemas>;

/** What differs between environments. */
export const environments = {
  production: { logRetentionInDays: 365, keyDeletionWindowInDays: 30 },
  staging: { logRetentionInDays: 90, keyDeletionWindowInDays: 14 },
  development: { logRetentionInDays: 30, keyDeletionWindowInDays: 7 },
} as const satisfies Record<Environment, object>;

export function parseInputs(values: unknown): RunnerCodebuildInputs {
  const inputs = checkInputs(schemas, values);
  const isInVpc = inputs.vpcId !== '';
  const lists = [inputs.subnetIds, inputs.securityGroupIds];
  if (lists.some(ids => ids.length > 0 !== isInVpc)) {
    throw new InputsError([
      'vpc_id, subnet_ids and security_group_ids must be given together.',
    ]);
  }
  return inputs;
}
