// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../ids';
import { accountIdSchema, regionSchema } from '../targets';
import { pageSchema } from '../wire/paging';
import { freshnessSchema } from '../wire/problems';
import { ownerSuggestionSchema, ownershipSchema } from './ownership';

/**
 * An Amazon Resource Name, whole.
 *
 * @public
 */
export const arnSchema = z
  .string()
  .max(2048)
  .regex(
    /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}|aws)?:.+$/,
    'must be a whole ARN: arn:partition:service:region:account:resource',
  );

/**
 * A resource as the estate's sweep has found it. Source: Resource Groups Tagging API, AWS Config or Resource Explorer.
 *
 * @public
 */
export const resourceSchema = z.object({
  arn: arnSchema,
  accountId: accountIdSchema,
  region: regionSchema,
  /** `service:type` as Resource Explorer names it, for example `ec2:instance`, `s3:bucket`. */
  resourceType: z.string(),
  /** The tag `Name`, or the last part of the ARN. */
  name: z.string(),
  tags: z.record(z.string(), z.string()),
  owners: z.array(ownershipSchema),
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
});

/**
 * See {@link resourceSchema}.
 *
 * @public
 */
export type Resource = z.infer<typeof resourceSchema>;

/**
 * A resource of an entity: its own, or that of an entity it depends on, is made of, or owns.
 *
 * @public
 */
export const entityResourceSchema = resourceSchema.extend({
  /** The entity in between; absent when the resource is the entity's own. */
  via: entityRefSchema.optional(),
});

/**
 * See {@link entityResourceSchema}.
 *
 * @public
 */
export type EntityResource = z.infer<typeof entityResourceSchema>;

/**
 * A resource that no rule gives to an entity.
 *
 * @public
 */
export const unownedResourceSchema = resourceSchema.extend({
  suggestions: z.array(ownerSuggestionSchema),
});

/**
 * See {@link unownedResourceSchema}.
 *
 * @public
 */
export type UnownedResource = z.infer<typeof unownedResourceSchema>;

/**
 * `GET /v1/resources`.
 *
 * @public
 */
export const resourcesPageSchema = pageSchema(unownedResourceSchema).extend({
  freshness: freshnessSchema,
});

/**
 * See {@link resourcesPageSchema}.
 *
 * @public
 */
export type ResourcesPage = z.infer<typeof resourcesPageSchema>;

/**
 * `GET /v1/entity/:namespace/:kind/:name/resources`.
 *
 * @public
 */
export const entityResourcesPageSchema = pageSchema(
  entityResourceSchema,
).extend({ freshness: freshnessSchema });

/**
 * See {@link entityResourcesPageSchema}.
 *
 * @public
 */
export type EntityResourcesPage = z.infer<typeof entityResourcesPageSchema>;
