// SPDX-License-Identifier: Apache-2.0
import { entityResourcesQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import {
  entityPathSchema,
  noQuerySchema,
  parse,
  type Routes,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { EntityResources } from '../service/EntityResources';

/** `GET /v1/entity/:namespace/:kind/:name/resources` and its summary. */
export function addEntityRoutes(
  routes: Routes,
  { entityResources }: { entityResources: EntityResources },
): void {
  routes.get(
    '/v1/entity/:namespace/:kind/:name/resources',
    async ({ request, credentials }) => {
      const ref = parse(entityPathSchema, request.params, 'path');
      const query = parse(entityResourcesQuerySchema, request.query, 'query');
      return entityResources.list(ref, query, credentials);
    },
  );

  routes.get(
    '/v1/entity/:namespace/:kind/:name/resources/summary',
    async ({ request, credentials }) => {
      const ref = parse(entityPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return entityResources.summary(ref, credentials);
    },
  );
}
