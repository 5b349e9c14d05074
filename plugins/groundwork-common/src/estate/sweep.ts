// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../ids';
import { accountIdSchema, environmentSchema, regionSchema } from '../targets';
import { freshnessSchema, problemSchema } from '../wire/problems';

/**
 * How a collector stands with one account and Region. What could not be read is `failed`, never `ok` and never empty.
 *
 * @public
 */
export const collectorTargetSchema = z.object({
  collectorId: z.string(),
  accountId: accountIdSchema,
  region: regionSchema,
  state: z.enum(['never', 'running', 'ok', 'partial', 'failed', 'off']),
  startedAt: instantSchema.optional(),
  /** When all of it was last read without a problem. */
  succeededAt: instantSchema.optional(),
  nextRunAt: instantSchema.optional(),
  problems: z.array(problemSchema),
});

/**
 * See {@link collectorTargetSchema}.
 *
 * @public
 */
export type CollectorTarget = z.infer<typeof collectorTargetSchema>;

/**
 * An account of the estate with what was found in it.
 *
 * @public
 */
export const estateAccountSchema = z.object({
  accountId: accountIdSchema,
  name: z.string(),
  environment: environmentSchema,
  owner: entityRefSchema.optional(),
  regions: z.array(
    z.object({
      region: regionSchema,
      /** Absent while it was never read: unknown is not zero. */
      resources: z.number().int().nonnegative().optional(),
      unowned: z.number().int().nonnegative().optional(),
      state: collectorTargetSchema.shape.state,
      succeededAt: instantSchema.optional(),
    }),
  ),
});

/**
 * See {@link estateAccountSchema}.
 *
 * @public
 */
export type EstateAccount = z.infer<typeof estateAccountSchema>;

/**
 * `GET /v1/accounts`.
 *
 * @public
 */
export const estateAccountsSchema = z.object({
  items: z.array(estateAccountSchema),
  /** Share of resources that belong to an entity, 0–100; absent while nothing was read. */
  coveragePercent: z.number().min(0).max(100).optional(),
  problems: z.array(problemSchema),
  freshness: freshnessSchema,
});

/**
 * See {@link estateAccountsSchema}.
 *
 * @public
 */
export type EstateAccounts = z.infer<typeof estateAccountsSchema>;

/**
 * One cell of the Connect view: whether a service can be read in an account and Region.
 *
 * @public
 */
export const connectionSchema = z.object({
  accountId: accountIdSchema,
  region: regionSchema,
  service: z.string(),
  state: z.enum([
    'readable',
    'denied',
    'not-enabled',
    'unreachable',
    'unknown',
  ]),
  /** The IAM action that is missing, such as `tag:GetResources`. */
  action: z.string().optional(),
  hint: z.string().optional(),
  testedAt: instantSchema.optional(),
});

/**
 * See {@link connectionSchema}.
 *
 * @public
 */
export type Connection = z.infer<typeof connectionSchema>;
