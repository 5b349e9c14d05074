// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema, sha256Schema } from '../ids';

/**
 * Who has to agree before a plan is applied: nobody (`auto`), the requester (`requester`), or somebody else (`other`).
 *
 * @public
 */
export const approvalRuleSchema = z.enum(['auto', 'requester', 'other']);

/**
 * See {@link approvalRuleSchema}.
 *
 * @public
 */
export type ApprovalRule = z.infer<typeof approvalRuleSchema>;

/**
 * One person's decision on one plan. A vote counts for the digest it was given for, and for no other plan.
 *
 * @public
 */
export const approvalVoteSchema = z.object({
  userRef: entityRefSchema,
  decision: z.enum(['approve', 'reject']),
  comment: z.string().optional(),
  digest: sha256Schema,
  votedAt: instantSchema,
});

/**
 * See {@link approvalVoteSchema}.
 *
 * @public
 */
export type ApprovalVote = z.infer<typeof approvalVoteSchema>;

/**
 * What is asked for, and what was said.
 *
 * @public
 */
export const approvalSchema = z.object({
  rule: approvalRuleSchema,
  required: z.number().int().nonnegative(),
  votes: z.array(approvalVoteSchema),
  /** Whether the caller may approve now; the reason when not. */
  mayApprove: z.boolean(),
  reason: z.string().optional(),
});

/**
 * See {@link approvalSchema}.
 *
 * @public
 */
export type Approval = z.infer<typeof approvalSchema>;
