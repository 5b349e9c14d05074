// SPDX-License-Identifier: Apache-2.0
import {
  owningEntitiesQuerySchema,
  resolveRequestSchema,
  resourcesQuerySchema,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type Authorizer,
  noQuerySchema,
  parse,
  type Routes,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { EstateService } from '../service/EstateService';
import type { OwningEntitiesReader } from '../service/OwningEntitiesReader';
import type { Resolver } from '../service/Resolver';

/** `GET /v1/accounts`, `/v1/freshness`, `/v1/resources`, `/v1/entities` and `POST /v1/resolve`. */
export function addEstateRoutes(
  routes: Routes,
  options: {
    authorizer: Authorizer;
    estate: EstateService;
    owningEntities: OwningEntitiesReader;
    resolver: Resolver;
  },
): void {
  const { authorizer, estate, owningEntities, resolver } = options;
  routes.get('/v1/accounts', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return estate.accounts(credentials);
  });

  routes.get('/v1/freshness', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return estate.freshness(credentials);
  });

  routes.get('/v1/resources', async ({ request, credentials }) => {
    const query = parse(resourcesQuerySchema, request.query, 'query');
    return estate.list(query, credentials);
  });

  routes.askedByServices(
    'get',
    '/v1/entities',
    async ({ request, credentials }) => {
      const query = parse(owningEntitiesQuerySchema, request.query, 'query');
      await authorizer.require(estateReadPermission, credentials);
      return owningEntities.list(query);
    },
  );

  routes.askedByServices(
    'post',
    '/v1/resolve',
    async ({ request, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      await authorizer.require(estateReadPermission, credentials);
      const asked = parse(resolveRequestSchema, request.body, 'body');
      return resolver.resolve(asked);
    },
  );
}
