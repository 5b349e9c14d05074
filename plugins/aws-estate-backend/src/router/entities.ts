// SPDX-License-Identifier: Apache-2.0
import { entityResourcesQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { EntityResources } from '../service/EntityResources';
import { noQuerySchema } from './estate';
import { parse } from './parse';
import type { Routes } from './Routes';

const entityPartSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/);

/** The path of a route about one entity. */
export const entityPathSchema = z.strictObject({
  namespace: entityPartSchema,
  kind: entityPartSchema,
  name: entityPartSchema,
});

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
