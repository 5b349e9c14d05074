// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema } from '../ids';
import { accountIdSchema, regionSchema } from '../targets';
import { freshnessSchema } from '../wire/problems';
import { arnSchema } from './resource';
import { collectorTargetSchema, connectionSchema } from './sweep';

/**
 * An account and Region that is swept.
 *
 * @public
 */
export const sweepTargetSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema,
});

/**
 * See {@link sweepTargetSchema}.
 *
 * @public
 */
export type SweepTarget = z.infer<typeof sweepTargetSchema>;

/**
 * Body of `POST /v1/sweep` and of `POST /v1/connections/test`: which accounts and Regions; all of them when absent.
 *
 * @public
 */
export const sweepRequestSchema = z.strictObject({
  targets: z.array(sweepTargetSchema).min(1).max(500).optional(),
});

/**
 * See {@link sweepRequestSchema}.
 *
 * @public
 */
export type SweepRequest = z.infer<typeof sweepRequestSchema>;

/**
 * Answer of `POST /v1/sweep`: how many accounts and Regions are due now. The sweep itself goes on after the answer.
 *
 * @public
 */
export const sweepAnswerSchema = z.object({
  targets: z.number().int().nonnegative(),
});

/**
 * See {@link sweepAnswerSchema}.
 *
 * @public
 */
export type SweepAnswer = z.infer<typeof sweepAnswerSchema>;

/**
 * `GET /v1/freshness`: how each account and Region stands.
 *
 * @public
 */
export const estateFreshnessSchema = z.object({
  items: z.array(collectorTargetSchema),
  freshness: freshnessSchema,
});

/**
 * See {@link estateFreshnessSchema}.
 *
 * @public
 */
export type EstateFreshness = z.infer<typeof estateFreshnessSchema>;

/**
 * `GET /v1/connections` and `POST /v1/connections/test`: every account, Region and service, `unknown` while it was
 * never tested.
 *
 * @public
 */
export const connectionsSchema = z.object({
  items: z.array(connectionSchema),
});

/**
 * See {@link connectionsSchema}.
 *
 * @public
 */
export type Connections = z.infer<typeof connectionsSchema>;

/**
 * Body of `POST /v1/ownership/accept`. An `entity-patch` states the annotations to add to the owners' own catalog
 * files; a `catalog-file` states each resource as an entity that its owner depends on.
 *
 * @public
 */
export const acceptOwnersRequestSchema = z.strictObject({
  owners: z
    .array(z.strictObject({ arn: arnSchema, entityRef: entityRefSchema }))
    .min(1)
    .max(500),
  format: z.enum(['entity-patch', 'catalog-file']).default('entity-patch'),
});

/**
 * See {@link acceptOwnersRequestSchema}.
 *
 * @public
 */
export type AcceptOwnersRequest = z.input<typeof acceptOwnersRequestSchema>;

/**
 * Answer of `POST /v1/ownership/accept`: a YAML file to be put into a repository by a person.
 *
 * @public
 */
export const acceptOwnersAnswerSchema = z.object({
  fileName: z.string(),
  content: z.string(),
  /** What to do with it. */
  hint: z.string(),
});

/**
 * See {@link acceptOwnersAnswerSchema}.
 *
 * @public
 */
export type AcceptOwnersAnswer = z.infer<typeof acceptOwnersAnswerSchema>;
