// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema, sha256Schema } from '../ids';

/**
 * How strictly a policy is kept: `advisory` is shown, `soft` stops the run until somebody with the permission overrides it
 * with a reason, `hard` stops it for good.
 *
 * @public
 */
export const policyLevelSchema = z.enum(['advisory', 'soft', 'hard']);

/**
 * See {@link policyLevelSchema}.
 *
 * @public
 */
export type PolicyLevel = z.infer<typeof policyLevelSchema>;

/**
 * One thing that a policy objects to in a plan.
 *
 * @public
 */
export const policyResultSchema = z.object({
  /** The installed policy, in kebab case. */
  policyId: z.string(),
  /** The rule within it, in kebab case, for example `no-public-ingress`. */
  ruleId: z.string(),
  level: policyLevelSchema,
  /** Why, in a sentence. */
  message: z.string(),
  /** The resource it is about, as in the plan. */
  address: z.string().optional(),
  /** What to do about it. */
  fix: z.string().optional(),
});

/**
 * See {@link policyResultSchema}.
 *
 * @public
 */
export type PolicyResult = z.infer<typeof policyResultSchema>;

/**
 * What the policies said of a plan, and who let it go on all the same.
 *
 * @public
 */
export const policyReviewSchema = z.object({
  results: z.array(policyResultSchema),
  checkedAt: instantSchema,
  override: z
    .object({
      userRef: entityRefSchema,
      reason: z.string(),
      at: instantSchema,
      /** The plan that it was given for. */
      planDigest: sha256Schema,
    })
    .optional(),
});

/**
 * See {@link policyReviewSchema}.
 *
 * @public
 */
export type PolicyReview = z.infer<typeof policyReviewSchema>;
