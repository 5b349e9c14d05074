// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';
import { accountIdSchema, regionSchema } from '../targets';

/**
 * What could not be read, and what to do about it. Partial failure is data: an answer carries its problems beside its items.
 *
 * @public
 */
export const problemSchema = z.object({
  /** Absent where it is of no account in particular. */
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
  /** AWS's error code, or one of ours in kebab case. */
  code: z.string(),
  /** The IAM action that was refused, such as `securityhub:GetFindings`. */
  action: z.string().optional(),
  hint: z.string(),
});

/**
 * See {@link problemSchema}.
 *
 * @public
 */
export type Problem = z.infer<typeof problemSchema>;

/**
 * How old an answer is: over all targets it was gathered from.
 *
 * @public
 */
export const freshnessSchema = z.object({
  oldestAt: instantSchema.optional(),
  newestAt: instantSchema.optional(),
  targets: z.number().int().nonnegative(),
  failed: z.number().int().nonnegative(),
  nextRunAt: instantSchema.optional(),
});

/**
 * See {@link freshnessSchema}.
 *
 * @public
 */
export type Freshness = z.infer<typeof freshnessSchema>;
