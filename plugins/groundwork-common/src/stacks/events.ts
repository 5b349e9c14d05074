// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';
import { runStateSchema } from './states';

/**
 * One line of a run's story, in order of `seq`. Texts are redacted before they are written.
 *
 * - `state`: the run changed state; `actor` is a user ref, or `groundwork` when the engine did it.
 * - `log`: a line of Terraform, CDK or CloudFormation.
 * - `resource`: a resource was started, finished or failed.
 * - `note`: something a person should read, for example which lock is held and how to release it.
 *
 * @public
 */
export const runEventSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('state'),
    seq: z.number().int(),
    at: instantSchema,
    from: runStateSchema.optional(),
    to: runStateSchema,
    actor: z.string(),
    reason: z.string().optional(),
  }),
  z.object({
    kind: z.literal('log'),
    seq: z.number().int(),
    at: instantSchema,
    phase: z.enum(['plan', 'apply', 'verify']),
    level: z.enum(['debug', 'info', 'warning', 'error']),
    message: z.string(),
  }),
  z.object({
    kind: z.literal('resource'),
    seq: z.number().int(),
    at: instantSchema,
    phase: z.enum(['plan', 'apply', 'verify']),
    address: z.string(),
    type: z.string(),
    action: z.string(),
    status: z.enum(['started', 'in-progress', 'succeeded', 'failed']),
    elapsedMs: z.number().int().optional(),
    message: z.string().optional(),
  }),
  z.object({
    kind: z.literal('note'),
    seq: z.number().int(),
    at: instantSchema,
    level: z.enum(['info', 'warning', 'error']),
    message: z.string(),
    hint: z.string().optional(),
  }),
]);

/**
 * See {@link runEventSchema}.
 *
 * @public
 */
export type RunEvent = z.infer<typeof runEventSchema>;
