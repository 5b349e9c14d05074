// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema, ulidSchema } from '../ids';
import { type Target, accountIdSchema, environmentSchema } from '../targets';
import { pageSchema } from '../wire/paging';

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
  reason: z.string().trim().min(1).max(2000),
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

/**
 * What is on and what is coming, the earliest first.
 *
 * @public
 */
export const freezesPageSchema = pageSchema(freezeSchema).extend({
  /** Whether the caller may declare and end freezes. */
  mayFreeze: z.boolean(),
});

/**
 * See {@link freezesPageSchema}.
 *
 * @public
 */
export type FreezesPage = z.infer<typeof freezesPageSchema>;

/**
 * Whether a freeze stops applies to this target while it is on.
 *
 * @public
 */
export function freezeConcerns(scope: FreezeScope, target: Target): boolean {
  switch (scope.kind) {
    case 'environment':
      return scope.environment === target.environment;
    case 'account':
      return scope.accountId === target.accountId;
    default:
      return true;
  }
}
