// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  type EntityResource,
  entityRefSchema,
  entityResourcesQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { EntityResources } from '../service/EntityResources';
import { READ_ONLY, type Zod, problemShape } from './readOnly';

const resourceShape = (z: Zod) => ({
  arn: z.string(),
  accountId: z.string(),
  region: z.string(),
  resourceType: z.string(),
  name: z.string(),
  via: z.string().optional(),
  lastSeenAt: z.string(),
});

function toOutput(resource: EntityResource) {
  const { arn, accountId, region, resourceType, name, via, lastSeenAt } =
    resource;
  return { arn, accountId, region, resourceType, name, via, lastSeenAt };
}

export function registerListEntityResources(
  registry: ActionsRegistryService,
  { entityResources }: { entityResources: EntityResources },
): void {
  registry.register({
    name: 'list-entity-resources',
    title: 'List AWS resources of an entity',
    description:
      'Lists the AWS resources that belong to a catalog entity, and those of entities that it is made of or depends on, with via saying which. totalItems counts its own. Problems say what could not be read.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          entityRef: z
            .string()
            .describe('Full entity ref, such as component:default/orders'),
          accountId: z.string().optional().describe('AWS account id'),
          region: z.string().optional().describe('Such as eu-west-1'),
          resourceType: z.string().optional().describe('Such as s3:bucket'),
          text: z.string().optional().describe('Part of ARN or name'),
          limit: z.number().optional().describe('1 to 200, 50 by default'),
          cursor: z.string().optional().describe('nextCursor, to go on'),
        }),
      output: z =>
        z.object({
          items: z.array(z.object(resourceShape(z))),
          nextCursor: z.string().optional(),
          totalItems: z.number().optional(),
          problems: z.array(z.object(problemShape(z))),
        }),
    },
    action: async ({ input, credentials }) => {
      const { entityRef, ...rest } = input;
      const ref = parse(entityRefSchema, entityRef, 'query');
      const query = parse(entityResourcesQuerySchema, rest, 'query');
      const page = await entityResources.list(
        parseEntityRef(ref),
        query,
        credentials,
      );
      const { nextCursor, totalItems, problems } = page;
      const items = page.items.map(toOutput);
      return { output: { items, nextCursor, totalItems, problems } };
    },
  });
}
