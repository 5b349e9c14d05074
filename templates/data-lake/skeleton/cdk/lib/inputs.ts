// SPDX-License-Identifier: Apache-2.0
import { InputsError, checkInputs } from './layer-inputs.ts';
import type { InputSchemas, InputsOf } from './layer-inputs.ts';
import type { Environment } from './layer-stack.ts';

/** The bounds of the form's fields. */
export const schemas = {
  kmsKeyArn: {
    type: 'string',
    pattern: '^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$',
    maxLength: 200,
  },
  rawTransitionInDays: {
    type: 'integer',
    minimum: 30,
    maximum: 3650,
    default: 90,
  },
  noncurrentVersionExpirationInDays: {
    type: 'integer',
    minimum: 7,
    maximum: 3650,
    default: 90,
  },
  objectLockMode: {
    type: 'string',
    enum: ['NONE', 'GOVERNANCE', 'COMPLIANCE'],
    default: 'NONE',
  },
  objectLockRetentionInDays: {
    type: 'integer',
    minimum: 1,
    maximum: 3650,
    default: 30,
  },
  replicaBucketArn: {
    type: 'string',
    pattern: '^(|arn:aws[a-z-]*:s3:::[a-z0-9.-]{3,63})$',
    maxLength: 100,
    default: '',
  },
  replicaKmsKeyArn: {
    type: 'string',
    pattern: '^(|arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+)$',
    maxLength: 200,
    default: '',
  },
} as const satisfies InputSchemas;

export type DataLakeInputs = InputsOf<typeof schemas>;

/** What differs between environments. */
export const environments = {
  production: { minimumVersionRetentionInDays: 30, logRetentionInDays: 365 },
  staging: { minimumVersionRetentionInDays: 7, logRetentionInDays: 90 },
  development: { minimumVersionRetentionInDays: 7, logRetentionInDays: 30 },
} as const satisfies Record<Environment, object>;

export function parseInputs(
  values: unknown,
  environment: Environment,
): DataLakeInputs {
  const inputs = checkInputs(schemas, values);
  const minimum = environments[environment].minimumVersionRetentionInDays;
  const problems: string[] = [];
  if (inputs.noncurrentVersionExpirationInDays < minimum) {
    problems.push(
      `noncurrent_version_expiration_in_days must be at least ${minimum} in ${environment}.`,
    );
  }
  if ((inputs.replicaKmsKeyArn === '') !== (inputs.replicaBucketArn === '')) {
    problems.push(
      'replica_bucket_arn and replica_kms_key_arn must be given together.',
    );
  }
  if (problems.length > 0) throw new InputsError(problems);
  return inputs;
}
