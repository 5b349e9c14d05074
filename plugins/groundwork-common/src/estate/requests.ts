// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema } from '../ids';
import { accountIdSchema, regionSchema } from '../targets';
import { pageQueryShape } from '../wire/paging';
import { freshnessSchema, problemSchema } from '../wire/problems';
import { sweepTargetSchema } from './management';
import { arnSchema } from './resource';

const resourceFilterShape = {
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
  /** `service:type`, or a service alone. */
  resourceType: z
    .string()
    .regex(/^[a-z0-9-]+(:[A-Za-z0-9/._-]+)?$/)
    .optional(),
  /** Found in ARN or name, whatever the case. */
  text: z.string().max(200).optional(),
};

/**
 * Query of `GET /v1/resources`. `owned=false` are those which nobody owns: that needs the permission without conditions.
 *
 * @public
 */
export const resourcesQuerySchema = z.strictObject({
  ...pageQueryShape,
  ...resourceFilterShape,
  owned: z.stringbool().optional(),
});

/**
 * See {@link resourcesQuerySchema}.
 *
 * @public
 */
export type ResourcesQuery = z.input<typeof resourcesQuerySchema>;

/**
 * Query of `GET /v1/entity/:namespace/:kind/:name/resources`.
 *
 * @public
 */
export const entityResourcesQuerySchema = z.strictObject({
  ...pageQueryShape,
  ...resourceFilterShape,
});

/**
 * See {@link entityResourcesQuerySchema}.
 *
 * @public
 */
export type EntityResourcesQuery = z.input<typeof entityResourcesQuerySchema>;

/**
 * Body of `POST /v1/resolve`: which entities do these ARNs belong to. Only for other backends.
 *
 * @public
 */
export const resolveRequestSchema = z.strictObject({
  arns: z.array(arnSchema).max(1000),
  /** By ARN: where what is named by an ARN without an account is, as far as that is known. */
  places: z.record(arnSchema, sweepTargetSchema).optional(),
});

/**
 * See {@link resolveRequestSchema}.
 *
 * @public
 */
export type ResolveRequest = z.infer<typeof resolveRequestSchema>;

/**
 * Answer of `POST /v1/resolve`. An ARN that nobody owns has an empty list.
 *
 * @public
 */
export const resolveAnswerSchema = z.object({
  refs: z.record(z.string(), z.array(entityRefSchema)),
  /** Grows whenever an ARN may resolve to something else; what was kept of an older version is asked again. */
  mapVersion: z.number().int().nonnegative(),
});

/**
 * See {@link resolveAnswerSchema}.
 *
 * @public
 */
export type ResolveAnswer = z.infer<typeof resolveAnswerSchema>;

/**
 * An entity that something in AWS belongs to by itself, and where that is.
 *
 * @public
 */
export const owningEntitySchema = z.object({
  entityRef: entityRefSchema,
  /** `global` stands for all Regions of the account. */
  places: z.array(sweepTargetSchema),
  /** It names an ARN that names no account, of a resource that no sweep has found. */
  isAnywhere: z.boolean(),
});

/**
 * See {@link owningEntitySchema}.
 *
 * @public
 */
export type OwningEntity = z.infer<typeof owningEntitySchema>;

/**
 * Query of `GET /v1/entities`.
 *
 * @public
 */
export const owningEntitiesQuerySchema = z.strictObject({
  /** That of the answer before. */
  catalogKey: z.string().max(64).optional(),
});

/**
 * See {@link owningEntitiesQuerySchema}.
 *
 * @public
 */
export type OwningEntitiesQuery = z.infer<typeof owningEntitiesQuerySchema>;

const readEntitySchema = z.object({
  entityRef: entityRefSchema,
  /** Resources of the catalog that its file names; absent when there are none. */
  dependsOn: z.array(entityRefSchema).optional(),
});

/**
 * Answer of `GET /v1/entities`: all entities that something in AWS belongs to by itself. Only for other backends. Who is
 * not among them has nothing only as far as `freshness` says that all was read.
 *
 * @public
 */
export const owningEntitiesSchema = z.object({
  items: z.array(owningEntitySchema),
  /** Never read to their end: what is there may be anybody's. */
  unswept: z.array(sweepTargetSchema),
  /** Stands for the catalog as it was last read. */
  catalogKey: z.string(),
  /** All entities that were read; of others nothing is known. Absent when the key that was asked with still stands. */
  entities: z.array(readEntitySchema).optional(),
  problems: z.array(problemSchema),
  freshness: freshnessSchema,
});

/**
 * See {@link owningEntitiesSchema}.
 *
 * @public
 */
export type OwningEntities = z.infer<typeof owningEntitiesSchema>;
