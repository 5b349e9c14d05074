// SPDX-License-Identifier: Apache-2.0
import { InputsError, checkInputs } from './layer-inputs.ts';
import type { InputSchemas, InputsOf } from './layer-inputs.ts';
import type { Environment } from './layer-stack.ts';

/** The name of a role of the account, with its path when it has one. */
const roleName = {
  type: 'string',
  pattern: '^[\\w+=,.@-]+(/[\\w+=,.@-]+)*$',
  maxLength: 200,
} as const;

/** The bounds of the form's fields. */
export const schemas = {
  readerRoles: {
    type: 'array',
    items: roleName,
    maxItems: 10,
    uniqueItems: true,
    default: ['groundwork-plan'],
  },
  writerRoles: {
    type: 'array',
    items: roleName,
    maxItems: 10,
    uniqueItems: true,
    default: ['groundwork-apply'],
  },
  recoveryRoles: {
    type: 'array',
    items: roleName,
    maxItems: 10,
    uniqueItems: true,
    default: [],
  },
  noncurrentVersionExpirationInDays: {
    type: 'integer',
    minimum: 30,
    maximum: 3650,
    default: 365,
  },
  newerNoncurrentVersions: {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 30,
  },
} as const satisfies InputSchemas;

export type StateStoreInputs = InputsOf<typeof schemas>;

/** What differs between environments. */
export const environments = {
  production: {
    minimumVersionRetentionInDays: 90,
    keyDeletionWindowInDays: 30,
    logRetentionInDays: 365,
  },
  staging: {
    minimumVersionRetentionInDays: 30,
    keyDeletionWindowInDays: 14,
    logRetentionInDays: 90,
  },
  development: {
    minimumVersionRetentionInDays: 30,
    keyDeletionWindowInDays: 7,
    logRetentionInDays: 30,
  },
} as const satisfies Record<Environment, object>;

export function parseInputs(
  values: unknown,
  environment: Environment,
): StateStoreInputs {
  const inputs = checkInputs(schemas, values);
  const minimum = environments[environment].minimumVersionRetentionInDays;
  const problems: string[] = [];
  if (inputs.noncurrentVersionExpirationInDays < minimum) {
    problems.push(
      `noncurrent_version_expiration_in_days must be at least ${minimum} in ${environment}.`,
    );
  }
  if (inputs.writerRoles.length === 0) {
    problems.push('writer_roles must name a role: nobody could apply.');
  }
  if (problems.length > 0) throw new InputsError(problems);
  return inputs;
}
