// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema, ulidSchema } from '../ids';
import { runStateSchema } from './states';

/**
 * A run that somebody should look at, and since when it has been like this.
 *
 * @public
 */
export const suspectRunSchema = z.object({
  runId: ulidSchema,
  state: runStateSchema,
  since: instantSchema,
});

/**
 * See {@link suspectRunSchema}.
 *
 * @public
 */
export type SuspectRun = z.infer<typeof suspectRunSchema>;

/**
 * How the engine itself is, over all replicas.
 *
 * @public
 */
export const engineHealthSchema = z.object({
  checkedAt: instantSchema,
  /** `degraded` when a heartbeat is stale or a run is stuck. */
  status: z.enum(['ok', 'degraded']),
  queue: z.object({
    length: z.number().int(),
    /** When the run that has waited longest was asked for. */
    oldestAt: instantSchema.optional(),
  }),
  /** How many runs are in each state; a state without runs is 0. */
  runs: z.record(runStateSchema, z.number().int()),
  /** Runners at work, and how many there may be. */
  runners: z.object({
    working: z.number().int(),
    limit: z.number().int(),
    limitPerAccount: z.number().int(),
    accounts: z.array(
      z.object({
        accountId: z.string(),
        working: z.number().int(),
        queued: z.number().int(),
      }),
    ),
  }),
  /** Runs whose replica has not renewed its lease in time, and that no other has taken up. */
  staleHeartbeats: z.array(suspectRunSchema),
  /** Runs that have been in a state of the engine for longer than its time limits allow. */
  stuck: z.array(suspectRunSchema),
});

/**
 * See {@link engineHealthSchema}.
 *
 * @public
 */
export type EngineHealth = z.infer<typeof engineHealthSchema>;
