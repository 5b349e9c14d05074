// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema, sha256Schema } from '../ids';
import { environmentSchema } from '../targets';
import { runRiskSchema } from './risk';

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
 * Groups, or people, of whom somebody has to be one. Nobody can be when the list is empty.
 *
 * @public
 */
export const approversSchema = z.array(entityRefSchema);

/**
 * A rule of the configuration that holds for a run, and what of the run made it hold.
 *
 * @public
 */
export const approvalReasonSchema = z.object({
  environment: environmentSchema,
  /** Empty when the rule holds for every run of the environment. */
  risks: z.array(runRiskSchema),
  rule: approvalRuleSchema,
  required: z.number().int().nonnegative(),
  approvers: approversSchema.optional(),
});

/**
 * See {@link approvalReasonSchema}.
 *
 * @public
 */
export type ApprovalReason = z.infer<typeof approvalReasonSchema>;

/**
 * What is asked for, and what was said.
 *
 * @public
 */
export const approvalSchema = z.object({
  rule: approvalRuleSchema,
  required: z.number().int().nonnegative(),
  /** An approver has to belong to one of each of these lists; to none in particular when there are no lists. */
  approvers: z.array(approversSchema),
  /** The rules that ask for this; the strictest of each counts. */
  why: z.array(approvalReasonSchema),
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
