// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema, ulidSchema } from '../ids';
import { resourceChangeSchema } from './planDiff';

/**
 * How a stack stands against its source: what a normal plan of the source that is applied would change.
 *
 * @public
 */
export const stackDriftSchema = z.object({
  /** `unknown` when it was never looked at, or could not be. */
  state: z.enum(['in-sync', 'drifted', 'unknown']),
  /** When it was last looked at with success. */
  checkedAt: instantSchema.optional(),
  /** When the drift was first seen. */
  since: instantSchema.optional(),
  /** How many resources differ, without those that are ignored. */
  resources: z.number().int(),
  /** How many resources nobody could compare: of them nothing is known. */
  unchecked: z.number().int().optional(),
  /** Why the last look failed. */
  problem: z.string().optional(),
});

/**
 * See {@link stackDriftSchema}.
 *
 * @public
 */
export type StackDrift = z.infer<typeof stackDriftSchema>;

/**
 * A resource that is not as its source says. `before` of an attribute is what stands in the account, `after` is what the
 * source says, as in the plan that would put it back.
 *
 * @public
 */
export const driftFindingSchema = z.object({
  change: resourceChangeSchema,
  /** Attributes that an input of the layer sets as it is: path → name of the input. */
  setBy: z.record(z.string(), z.string()).optional(),
});

/**
 * See {@link driftFindingSchema}.
 *
 * @public
 */
export type DriftFinding = z.infer<typeof driftFindingSchema>;

/**
 * A drifted resource, with who changed it where that is known.
 *
 * @public
 */
export const driftedResourceSchema = driftFindingSchema.extend({
  cause: z
    .object({
      /** Who, as CloudTrail names him. */
      principal: z.string(),
      /** For example `s3:PutBucketVersioning`. */
      action: z.string(),
      at: instantSchema,
      eventId: z.string(),
    })
    .optional(),
  /** Why it does not count, by a rule of the stack. */
  ignored: z
    .object({ reason: z.string(), until: instantSchema.optional() })
    .optional(),
});

/**
 * See {@link driftedResourceSchema}.
 *
 * @public
 */
export type DriftedResource = z.infer<typeof driftedResourceSchema>;

/**
 * A difference that does not count as drift, for a reason and, if need be, only for a time.
 *
 * @public
 */
export const driftIgnoreSchema = z.object({
  id: ulidSchema,
  address: z.string(),
  /** The attribute and what is below it; all of the resource when it is absent. */
  path: z.string().optional(),
  reason: z.string(),
  until: instantSchema.optional(),
  createdBy: entityRefSchema,
  createdAt: instantSchema,
});

/**
 * See {@link driftIgnoreSchema}.
 *
 * @public
 */
export type DriftIgnore = z.infer<typeof driftIgnoreSchema>;

/**
 * What the caller may do about the drift of a stack.
 *
 * @public
 */
export const driftActionSchema = z.enum(['check', 'ignore', 'revert']);

/**
 * See {@link driftActionSchema}.
 *
 * @public
 */
export type DriftAction = z.infer<typeof driftActionSchema>;

/**
 * `GET /v1/stacks/:stackId/drift`: the last look at a stack, with all that it found.
 *
 * @public
 */
export const stackDriftReportSchema = z.object({
  drift: stackDriftSchema,
  resources: z.array(driftedResourceSchema),
  /** Addresses of the resources that nobody could compare. */
  unchecked: z.array(z.string()),
  /** What has to be known to read the result, for example why something was not checked. */
  notes: z.array(z.string()),
  /** The rules that hold now. */
  ignores: z.array(driftIgnoreSchema),
  /** Whether it is looked at just now. */
  checking: z.boolean(),
  /** When it is looked at next; absent when nobody has planned to. */
  dueAt: instantSchema.optional(),
  /** Secret variables whose values a revert has to be given again: they are not kept. */
  secretVariables: z.array(z.string()),
  actions: z.array(driftActionSchema),
});

/**
 * See {@link stackDriftReportSchema}.
 *
 * @public
 */
export type StackDriftReport = z.infer<typeof stackDriftReportSchema>;

/**
 * Body of `POST /v1/stacks/:stackId/drift/ignores`.
 *
 * @public
 */
export const driftIgnoreRequestSchema = z.strictObject({
  address: z.string().min(1).max(1000),
  path: z.string().min(1).max(1000).optional(),
  reason: z.string().trim().min(1).max(2000),
  until: instantSchema.optional(),
});

/**
 * See {@link driftIgnoreRequestSchema}.
 *
 * @public
 */
export type DriftIgnoreRequest = z.infer<typeof driftIgnoreRequestSchema>;
