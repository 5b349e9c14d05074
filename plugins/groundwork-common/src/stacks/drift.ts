// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';
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
 * A drifted resource, with who changed it where that is known.
 *
 * @public
 */
export const driftedResourceSchema = z.object({
  change: resourceChangeSchema,
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
