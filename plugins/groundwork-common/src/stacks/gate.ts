// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';
import { targetSchema } from '../targets';

/**
 * What a registered gate said of a run. It is kept with the run and asked for again at apply.
 *
 * @public
 */
export const gateDecisionSchema = z.object({
  door: z.enum(['build', 'production', 'go-live']),
  mode: z.enum(['off', 'observe', 'warn', 'enforce']),
  decision: z.enum(['allow', 'warn', 'deny']),
  reasons: z.array(
    z.object({
      checkId: z.string(),
      status: z.string(),
      target: targetSchema,
      remedies: z.array(z.string()),
    }),
  ),
  decidedAt: instantSchema,
});

/**
 * See {@link gateDecisionSchema}.
 *
 * @public
 */
export type GateDecision = z.infer<typeof gateDecisionSchema>;
