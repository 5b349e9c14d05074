// SPDX-License-Identifier: Apache-2.0
import {
  findingIdSchema,
  findingsQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { FindingsService } from '../service/FindingsService';
import { parse } from './parse';
import type { Routes } from './Routes';

const noQuerySchema = z.strictObject({});
const findingPathSchema = z.strictObject({ id: findingIdSchema });
const entityPartSchema = z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,252}$/);
const entityPathSchema = z.strictObject({
  namespace: entityPartSchema,
  kind: entityPartSchema,
  name: entityPartSchema,
});

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
