// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';
import { freshnessSchema, problemSchema } from '../wire/problems';

/**
 * How many resources of one type an entity has, and when a sweep last saw the one seen longest ago and the newest.
 *
 * @public
 */
export const resourceTypeCountSchema = z.object({
  resourceType: z.string(),
  resources: z.number().int().positive(),
  oldestSeenAt: instantSchema,
  newestSeenAt: instantSchema,
});

/**
 * See {@link resourceTypeCountSchema}.
 *
 * @public
 */
export type ResourceTypeCount = z.infer<typeof resourceTypeCountSchema>;

/**
 * `GET /v1/entity/:namespace/:kind/:name/resources/summary`: what the entity has by type, most first. What it only
 * depends on is not counted.
 *
 * @public
 */
export const entityResourcesSummarySchema = z.object({
  types: z.array(resourceTypeCountSchema),
  totalItems: z.number().int().nonnegative(),
  problems: z.array(problemSchema),
  freshness: freshnessSchema,
});

/**
 * See {@link entityResourcesSummarySchema}.
 *
 * @public
 */
export type EntityResourcesSummary = z.infer<
  typeof entityResourcesSummarySchema
>;
