// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema, ulidSchema } from '../ids';
import { accountIdSchema, environmentSchema } from '../targets';

/**
 * What a freeze stops: all applies, or those of an environment or account.
 *
 * @public
 */
export const freezeScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everything') }),
  z.strictObject({
    kind: z.literal('environment'),
    environment: environmentSchema,
  }),
  z.strictObject({ kind: z.literal('account'), accountId: accountIdSchema }),
]);

/**
 * See {@link freezeScopeSchema}.
 *
 * @public
 */
export type FreezeScope = z.infer<typeof freezeScopeSchema>;

/**
 * A time in which nothing is applied. Runs are planned and approved meanwhile, and wait.
 *
 * @public
 */
export const freezeSchema = z.object({
  /** Of one that a person declared; one of the configuration has its name. */
  id: z.string(),
  source: z.enum(['person', 'configuration']),
  scope: freezeScopeSchema,
  reason: z.string(),
  from: instantSchema,
  /** Absent when somebody has to end it. */
  until: instantSchema.optional(),
  createdBy: entityRefSchema.optional(),
  isActive: z.boolean(),
});

/**
 * See {@link freezeSchema}.
 *
 * @public
 */
export type Freeze = z.infer<typeof freezeSchema>;

/**
 * Body of `POST /v1/freezes`.
 *
 * @public
 */
export const createFreezeRequestSchema = z.strictObject({
  scope: freezeScopeSchema,
  reason: z.string().min(1).max(2000),
  until: z.iso.datetime().optional(),
});

/**
 * See {@link createFreezeRequestSchema}.
 *
 * @public
 */
export type CreateFreezeRequest = z.infer<typeof createFreezeRequestSchema>;

/**
 * Path of `POST /v1/freezes/:freezeId/end`.
 *
 * @public
 */
export const freezePathSchema = z.strictObject({ freezeId: ulidSchema });
