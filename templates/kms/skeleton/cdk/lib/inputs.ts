// SPDX-License-Identifier: Apache-2.0
import { InputsError, checkInputs } from './layer-inputs.ts';
import type { InputSchemas, InputsOf } from './layer-inputs.ts';
import type { Environment } from './layer-stack.ts';

/** The bounds of the form's fields. */
export const schemas = {
  rotationPeriodInDays: {
    type: 'integer',
    minimum: 90,
    maximum: 2560,
    default: 365,
  },
  deletionWindowInDays: {
    type: 'integer',
    minimum: 7,
    maximum: 30,
    default: 30,
  },
  multiRegion: { type: 'boolean', default: false },
  services: {
    type: 'array',
    items: {
      type: 'string',
      enum: [
        'cloudtrail',
        'cloudwatch',
        'config',
        'dynamodb',
        'ec2',
        'ecr',
        'elasticfilesystem',
        'events',
        'kinesis',
        'lambda',
        'logs',
        'rds',
        's3',
        'secretsmanager',
        'sns',
        'sqs',
        'ssm',
      ],
    },
    maxItems: 17,
    uniqueItems: true,
    default: [],
  },
  administratorArns: {
    type: 'array',
    items: {
      type: 'string',
      pattern: '^arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+$',
      maxLength: 600,
    },
    maxItems: 10,
    uniqueItems: true,
    default: [],
  },
} as const satisfies InputSchemas;

export type KmsInputs = InputsOf<typeof schemas>;

/** What differs between environments. */
const environments = {
  production: { minimumDeletionWindowInDays: 30 },
  staging: { minimumDeletionWindowInDays: 14 },
  development: { minimumDeletionWindowInDays: 7 },
} as const satisfies Record<Environment, object>;

export function parseInputs(
  values: unknown,
  environment: Environment,
): KmsInputs {
  const inputs = checkInputs(schemas, values);
  const minimum = environments[environment].minimumDeletionWindowInDays;
  if (inputs.deletionWindowInDays < minimum) {
    throw new InputsError([
      `deletion_window_in_days must be at least ${minimum} in ${environment}.`,
    ]);
  }
  return inputs;
}
