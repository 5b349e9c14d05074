// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { ulidSchema } from '../ids';

/**
 * Why a queued run is not planned yet: another run of its `stack` comes first, its `account` or the engine as a whole
 * (`total`) has as many runners at work as it may, or it is its `turn` and a replica takes it up at the next look.
 *
 * @public
 */
export const queueReasonSchema = z.enum(['stack', 'account', 'total', 'turn']);

/**
 * See {@link queueReasonSchema}.
 *
 * @public
 */
export type QueueReason = z.infer<typeof queueReasonSchema>;

/**
 * Where a queued run stands.
 *
 * @public
 */
export const runQueueSchema = z.object({
  /** Among all queued runs, oldest first; 1 is the oldest. */
  position: z.number().int().min(1),
  waitsFor: queueReasonSchema,
  /** The run of the same stack that comes first. */
  runId: ulidSchema.optional(),
  /** How many runners may work at once, where that is what it waits for. */
  limit: z.number().int().min(1).optional(),
});

/**
 * See {@link runQueueSchema}.
 *
 * @public
 */
export type RunQueue = z.infer<typeof runQueueSchema>;
