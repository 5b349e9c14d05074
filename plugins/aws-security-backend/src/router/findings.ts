// SPDX-License-Identifier: Apache-2.0
import {
  findingIdSchema,
  findingsQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  entityPathSchema,
  noQuerySchema,
  parse,
  type Routes,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { FindingsService } from '../service/FindingsService';

const findingPathSchema = z.strictObject({ id: findingIdSchema });

/** `GET /v1/entity/…/findings`, `…/findings/summary`, `/v1/findings/:id` and `/v1/freshness`. */
export function addFindingRoutes(
  routes: Routes,
  findings: FindingsService,
): void {
  routes.get(
    '/v1/entity/:namespace/:kind/:name/findings',
    async ({ request, credentials }) => {
      const name = parse(entityPathSchema, request.params, 'path');
      const query = parse(findingsQuerySchema, request.query, 'query');
      return findings.listOfEntity(name, query, credentials);
    },
  );

  routes.get(
    '/v1/entity/:namespace/:kind/:name/findings/summary',
    async ({ request, credentials }) => {
      const name = parse(entityPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return findings.summaryOfEntity(name, credentials);
    },
  );

  routes.get('/v1/findings/:id', async ({ request, credentials }) => {
    const { id } = parse(findingPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    return findings.get(id, credentials);
  });

  routes.get('/v1/freshness', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return findings.freshness(credentials);
  });
}
