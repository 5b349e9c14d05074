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
import { targetSchema } from '../targets';
import { approvalSchema } from './approval';
import { engineSchema, runSourceSchema } from './bundle';
import { gateDecisionSchema } from './gate';
import { planSummarySchema } from './planDiff';
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
]);

/**
 * See {@link runActionSchema}.
 *
 * @public
 */
export type RunAction = z.infer<typeof runActionSchema>;

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
  operation: z.literal('apply'),
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
  actions: z.array(runActionSchema),
});

/**
 * See {@link runDetailSchema}.
 *
 * @public
 */
export type RunDetail = z.infer<typeof runDetailSchema>;
