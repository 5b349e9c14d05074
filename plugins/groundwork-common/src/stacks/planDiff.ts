// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { regionSchema } from '../targets';
import { engineSchema } from './bundle';

/**
 * What happens to one resource. `forget` leaves it standing and drops it from the state.
 *
 * @public
 */
export const planActionSchema = z.enum([
  'create',
  'update',
  'replace',
  'delete',
  'import',
  'forget',
  'read',
  'no-op',
]);

/**
 * See {@link planActionSchema}.
 *
 * @public
 */
export type PlanAction = z.infer<typeof planActionSchema>;

/**
 * One attribute of a resource, before → after. Values are JSON; an absent value means "not set".
 * A masked attribute has `sensitive: true` and no values at all.
 *
 * @public
 */
export const attributeChangeSchema = z.object({
  /** Dotted path, for example `rule.0.apply_server_side_encryption_by_default.0.sse_algorithm`. */
  path: z.string(),
  before: z.json().optional(),
  after: z.json().optional(),
  /** The value is only known after apply. */
  unknown: z.boolean(),
  sensitive: z.boolean(),
  /** This attribute is why the resource is replaced. */
  forcesReplacement: z.boolean(),
});

/**
 * See {@link attributeChangeSchema}.
 *
 * @public
 */
export type AttributeChange = z.infer<typeof attributeChangeSchema>;

/**
 * One resource of a plan.
 *
 * @public
 */
export const resourceChangeSchema = z.object({
  /** Terraform address or CloudFormation logical id. */
  address: z.string(),
  /** Terraform type or CloudFormation type. */
  type: z.string(),
  name: z.string(),
  action: planActionSchema,
  /** Why, in the engine's own word, for example `replace_because_cannot_update`. */
  reason: z.string().optional(),
  /** What stands already is taken in under this id; the action says what is changed about it besides. Empty when the id is only known after apply. */
  importId: z.string().optional(),
  /** ARN or physical id, when there is one already. */
  physicalId: z.string().optional(),
  /** The Region that the source names for it; absent when it names none in clear. */
  region: regionSchema.optional(),
  attributes: z.array(attributeChangeSchema),
  /** What stays as it is and decides the size of the resource, by dotted path; absent when the engine does not say. */
  unchanged: z.record(z.string(), z.json()).optional(),
});

/**
 * See {@link resourceChangeSchema}.
 *
 * @public
 */
export type ResourceChange = z.infer<typeof resourceChangeSchema>;

/**
 * A change of a stack's outputs.
 *
 * @public
 */
export const outputChangeSchema = z.object({
  name: z.string(),
  action: planActionSchema,
  before: z.json().optional(),
  after: z.json().optional(),
  unknown: z.boolean(),
  sensitive: z.boolean(),
});

/**
 * See {@link outputChangeSchema}.
 *
 * @public
 */
export type OutputChange = z.infer<typeof outputChangeSchema>;

/**
 * How many resources each action concerns. One that is imported and changed besides counts as both.
 *
 * @public
 */
export const planSummarySchema = z.object({
  create: z.number().int(),
  update: z.number().int(),
  replace: z.number().int(),
  delete: z.number().int(),
  import: z.number().int(),
  forget: z.number().int(),
});

/**
 * See {@link planSummarySchema}.
 *
 * @public
 */
export type PlanSummary = z.infer<typeof planSummarySchema>;

/**
 * A message of the engine that a reviewer has to see: a warning, a broadening of IAM permissions, a finding of cdk-nag.
 *
 * @public
 */
export const planNoteSchema = z.object({
  level: z.enum(['info', 'warning', 'error']),
  source: z.string(),
  message: z.string(),
  address: z.string().optional(),
});

/**
 * See {@link planNoteSchema}.
 *
 * @public
 */
export type PlanNote = z.infer<typeof planNoteSchema>;

/**
 * The one model of a plan for both engines, already redacted. The raw plan never leaves the runner.
 *
 * @public
 */
export const planDiffSchema = z.object({
  engine: engineSchema,
  engineVersion: z.string(),
  summary: planSummarySchema,
  hasChanges: z.boolean(),
  resources: z.array(resourceChangeSchema),
  outputs: z.array(outputChangeSchema),
  notes: z.array(planNoteSchema),
  /** Tags that CloudFormation hands on from the stack to all of its resources that can be tagged. */
  stackTags: z.record(z.string(), z.string()).optional(),
  /** Whether somebody may do more after the change than before; absent when the engine does not say. */
  permissionChange: z.enum(['none', 'non-broadening', 'broadening']).optional(),
});

/**
 * See {@link planDiffSchema}.
 *
 * @public
 */
export type PlanDiff = z.infer<typeof planDiffSchema>;

/**
 * Counts the actions of a plan's resources.
 *
 * @public
 */
export function summarizePlan(
  resources: readonly ResourceChange[],
): PlanSummary {
  const count = (action: PlanAction) =>
    resources.filter(resource => resource.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    import: resources.filter(
      ({ action, importId }) => action === 'import' || importId !== undefined,
    ).length,
    forget: count('forget'),
  };
}
