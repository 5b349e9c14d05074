// SPDX-License-Identifier: Apache-2.0
import type { z as zod3 } from 'zod/v3';

/** The zod 3 that the scaffolder hands to a schema's callback. */
export type Zod3 = typeof zod3;

// These say again what groundwork-common says in zod 4; schemas.test.ts holds the two together.

export const layerId = (z: Zod3) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .max(26)
    .describe('The layer, which is its folder name under templates/');

export const layerVersion = (z: Zod3) =>
  z
    .string()
    .regex(/^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/)
    .describe('The version of the layer, for example 1.4.0')
    .optional();

export const stackName = (z: Zod3) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .min(2)
    .max(24)
    .describe(
      'Name of the stack, unique with account, Region and layer: kebab case, at most 24 characters',
    );

const entityRef = (z: Zod3) =>
  z
    .string()
    .regex(/^[a-z][a-z0-9]*:[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/);

export const owner = (z: Zod3) =>
  entityRef(z).describe('Who owns the stack, for example group:default/data');

export const system = (z: Zod3) =>
  entityRef(z)
    .describe(
      'The system it is part of, for example system:default/orders; left out when there is none',
    )
    .optional();

export const description = (z: Zod3) =>
  z.string().max(500).describe('What it is for, in a sentence').optional();

export const engine = (z: Zod3) =>
  z.enum(['terraform', 'cdk']).describe('The engine that was chosen');

export const target = (z: Zod3) =>
  z
    .object({
      accountId: z.string().regex(/^\d{12}$/),
      region: z.string().regex(/^(global|[a-z]{2}(-[a-z]+)+-\d)$/),
      environment: z.enum(['production', 'staging', 'development']),
    })
    .strict()
    .describe('Where it is to stand, as the AwsTarget field gives it');

const layerOutput = (z: Zod3) =>
  z
    .object({
      stackId: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
      output: z.string().regex(/^[a-z][a-z0-9_]*$/),
      value: z.string().max(2048),
    })
    .strict();

export const layerOutputs = (z: Zod3) =>
  z
    .array(layerOutput(z))
    .max(50)
    .describe(
      'Inputs that were taken from outputs of other stacks, as the LayerOutput field gives them',
    )
    .optional();

export const secretVariables = (z: Zod3) =>
  z
    .record(
      z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/),
      z.string().min(1).max(100),
    )
    .describe(
      'Sensitive variables: name of the variable → name of the secret in the form that holds its value',
    )
    .optional();

export const change = (z: Zod3) =>
  z
    .object({
      ticket: z
        .string()
        .regex(/^[\w./#-]{1,100}$/)
        .optional(),
      reason: z.string().min(1).max(2000).optional(),
    })
    .strict()
    .describe('Why the change is made, and where it is filed')
    .optional();

export const runId = (z: Zod3) =>
  z
    .string()
    .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
    .describe('The run, as a plan action gives it');

export const timeoutSeconds = (z: Zod3) =>
  z
    .number()
    .int()
    .min(1)
    .max(600)
    .describe('How long to wait at most, in seconds; 600 when left out')
    .optional();

export const planSummary = (z: Zod3) =>
  z
    .object({
      create: z.number().int(),
      update: z.number().int(),
      replace: z.number().int(),
      delete: z.number().int(),
      import: z.number().int(),
      forget: z.number().int(),
    })
    .strict()
    .describe('How many resources each action concerns');
