// SPDX-License-Identifier: Apache-2.0
import { checkInputs } from './layer-inputs.ts';
import type { InputSchemas, InputsOf } from './layer-inputs.ts';
import type { Environment } from './layer-stack.ts';

/** The bounds of the form's fields. */
export const schemas = {
  kmsKeyArn: {
    type: 'string',
    pattern: '^arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[A-Za-z0-9-]+$',
    maxLength: 200,
  },
  logGroupClass: {
    type: 'string',
    enum: ['STANDARD', 'INFREQUENT_ACCESS'],
    default: 'STANDARD',
  },
} as const satisfies InputSchemas;

export type SampleLayerInputs = InputsOf<typeof schemas>;

/** What differs between environments. */
export const environments = {
  production: { retentionInDays: 365 },
  staging: { retentionInDays: 90 },
  development: { retentionInDays: 30 },
} as const satisfies Record<Environment, object>;

export function parseInputs(values: unknown): SampleLayerInputs {
  return checkInputs(schemas, values);
}
