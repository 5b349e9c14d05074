// SPDX-License-Identifier: Apache-2.0
import {
  driftFindingSchema,
  instantSchema,
  planDiffSchema,
  sha256Schema,
  stackOutputSchema,
  stackResourceSchema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/**
 * How a job ended.
 *
 * @public
 */
export const runnerResultSchema = z.object({
  version: z.literal(1),
  runId: ulidSchema,
  kind: z.enum(['plan', 'apply', 'verify', 'unlock', 'drift']),
  outcome: z.enum(['succeeded', 'failed', 'cancelled', 'needs-attention']),
  /** Whether anything in the account may have been changed. */
  changed: z.boolean(),
  reason: z.string().optional(),
  hint: z.string().optional(),
  startedAt: instantSchema,
  finishedAt: instantSchema,
  /** Of a plan job that succeeded. */
  plan: z.object({ planDigest: sha256Schema, diff: planDiffSchema }).optional(),
  /** Of an apply or verify job that succeeded. */
  applied: z
    .object({
      outputs: z.array(stackOutputSchema),
      resources: z.array(stackResourceSchema),
    })
    .optional(),
  /** Of a drift job that succeeded: what differs, and what nobody could compare. */
  drift: z
    .object({
      resources: z.array(driftFindingSchema),
      unchecked: z.array(z.string()),
      notes: z.array(z.string()),
    })
    .optional(),
  /** What stands after an apply that did not come to its end, where that could be read. */
  standing: z.array(stackResourceSchema).optional(),
  /** A state lock that is held and that nobody will release by himself. */
  lock: z
    .object({ id: z.string(), who: z.string(), createdAt: z.string() })
    .optional(),
});

/**
 * See {@link runnerResultSchema}.
 *
 * @public
 */
export type RunnerResult = z.infer<typeof runnerResultSchema>;
