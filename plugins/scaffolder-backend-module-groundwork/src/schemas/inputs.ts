// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  acceptOwnersRequestSchema,
  changeRecordSchema,
  engineSchema,
  entityRefSchema,
  layerIdSchema,
  layerOutputRefSchema,
  layerVersionSchema,
  stackNameSchema,
  targetSchema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

const projectShape = {
  layer: layerIdSchema,
  name: stackNameSchema,
  target: targetSchema,
  owner: entityRefSchema,
  system: entityRefSchema.optional(),
  description: z.string().max(500).optional(),
};

/** Input of `groundwork:project:complete`. */
export const projectInputSchema = z.strictObject({
  ...projectShape,
  title: z.string().min(1).max(60).optional(),
  version: layerVersionSchema.optional(),
  engine: engineSchema,
});

/** See {@link projectInputSchema}. */
export type ProjectInput = z.infer<typeof projectInputSchema>;

/** Input of the plan actions. */
export const planInputSchema = z.strictObject({
  ...projectShape,
  change: changeRecordSchema.optional(),
  layerOutputs: z.array(layerOutputRefSchema).max(50).optional(),
  secretVariables: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a variable name'),
      z.string().min(1).max(100),
    )
    .optional(),
});

/** See {@link planInputSchema}. */
export type PlanInput = z.infer<typeof planInputSchema>;

/** Input of `groundwork:run:wait`. */
export const runWaitInputSchema = z.strictObject({
  runId: ulidSchema,
  timeoutSeconds: z.number().int().min(1).max(600).optional(),
});

/** Input of `groundwork:ownership:write`. */
export const ownershipInputSchema = z.strictObject({
  owners: acceptOwnersRequestSchema.shape.owners,
  path: z.string().min(1).max(500),
});

/**
 * Parses an action's input. The scaffolder hands over what the template gave, checked against the JSON Schema alone.
 */
export function parseInput<T extends z.ZodType>(
  actionId: string,
  schema: T,
  input: unknown,
): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(issue => {
    const path = issue.path.map(String).join('.');
    return path ? `${path}: ${issue.message}` : issue.message;
  });
  throw new InputError(
    `The input of ${actionId} is not as expected: ${problems.join(
      '; ',
    )}. Correct the step's input in the template, or the form's values.`,
  );
}
