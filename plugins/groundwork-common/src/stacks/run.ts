// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  layerIdSchema,
  sha256Schema,
  stackNameSchema,
  ulidSchema,
} from '../ids';
import { environmentSchema, targetSchema } from '../targets';
import { approvalSchema } from './approval';
import { engineSchema, runSourceSchema } from './bundle';
import { changeRecordSchema } from './change';
import { costEstimateSchema, monthlyCostSchema } from './cost';
import { gateDecisionSchema } from './gate';
import { runImportSchema } from './imports';
import { planSummarySchema } from './planDiff';
import { policyReviewSchema } from './policy';
import { runRiskSchema } from './risk';
import { runQueueSchema } from './queue';
import { runStateSchema } from './states';

/**
 * What a person can do with a run now. The browser shows these buttons and no others.
 *
 * @public
 */
export const runActionSchema = z.enum([
  'approve',
  'reject',
  'discard',
  'cancel',
  'resume',
  'unlock',
  'fail',
  'override',
]);

/**
 * See {@link runActionSchema}.
 *
 * @public
 */
export type RunAction = z.infer<typeof runActionSchema>;

/**
 * What a run does to its stack.
 *
 * @public
 */
export const runOperationSchema = z.enum(['apply', 'destroy']);

/**
 * See {@link runOperationSchema}.
 *
 * @public
 */
export type RunOperation = z.infer<typeof runOperationSchema>;

/**
 * The stack, and its run, whose code a run brings into the next environment.
 *
 * @public
 */
export const promotionOriginSchema = z.object({
  stackId: ulidSchema,
  entityRef: entityRefSchema,
  environment: environmentSchema,
  runId: ulidSchema,
});

/**
 * See {@link promotionOriginSchema}.
 *
 * @public
 */
export type PromotionOrigin = z.infer<typeof promotionOriginSchema>;

/**
 * One plan, and what became of it.
 *
 * @public
 */
export const runSchema = z.object({
  id: ulidSchema,
  stackId: ulidSchema,
  layer: layerIdSchema,
  name: stackNameSchema,
  engine: engineSchema,
  operation: runOperationSchema,
  target: targetSchema,
  owner: entityRefSchema,
  system: entityRefSchema.optional(),
  entityRef: entityRefSchema,
  state: runStateSchema,
  /** Why it is in this state, in a sentence. */
  reason: z.string().optional(),
  /** What to do next, when a person has to do something. */
  hint: z.string().optional(),
  requestedBy: entityRefSchema,
  source: runSourceSchema,
  /** What approval is bound to: SHA-256 over the saved plan and all that decides its meaning. */
  planDigest: sha256Schema.optional(),
  summary: planSummarySchema.optional(),
  hasChanges: z.boolean().optional(),
  gates: z.array(gateDecisionSchema),
  /** Resources that stand already and are taken into the state. */
  imports: z.array(runImportSchema).optional(),
  /** What makes this change need more care; decides with the environment who has to agree. */
  risks: z.array(runRiskSchema),
  /** What it costs a month, when that was estimated. */
  monthlyCost: monthlyCostSchema.extend({ currency: z.string() }).optional(),
  /** Why the change is made, and under which ticket, as the requester said. */
  change: changeRecordSchema.optional(),
  /** Where its code had been applied before it came here. */
  promotedFrom: promotionOriginSchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  plannedAt: instantSchema.optional(),
  /** Until when the plan may be applied. */
  expiresAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
});

/**
 * See {@link runSchema}.
 *
 * @public
 */
export type Run = z.infer<typeof runSchema>;

/**
 * A run with its approval and what the caller may do with it.
 *
 * @public
 */
export const runDetailSchema = runSchema.extend({
  approval: approvalSchema,
  policy: policyReviewSchema.optional(),
  cost: costEstimateSchema.optional(),
  /** Where it stands, while it is queued. */
  queue: runQueueSchema.optional(),
  /** Where the ticket of the change record can be looked at. */
  ticketUrl: z.url({ protocol: /^https?$/ }).optional(),
  actions: z.array(runActionSchema),
});

/**
 * See {@link runDetailSchema}.
 *
 * @public
 */
export type RunDetail = z.infer<typeof runDetailSchema>;
