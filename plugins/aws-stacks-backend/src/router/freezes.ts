// SPDX-License-Identifier: Apache-2.0
import {
  createFreezeRequestSchema,
  freezePathSchema,
  operationRequestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { FreezesService } from '../service/FreezesService';
import { parseBody, type Routes } from './Routes';

/** `GET /v1/freezes`, `POST /v1/freezes` and `/v1/freezes/:freezeId/end`. */
export function addFreezeRoutes(
  routes: Routes,
  { freezes }: { freezes: FreezesService },
): void {
  routes.get('/v1/freezes', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return freezes.list(credentials);
  });
  routes.post(
    '/v1/freezes',
    { action: 'freeze.create' },
    async ({ request, body, userRef, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(createFreezeRequestSchema, body);
      const freeze = await freezes.create(asked, { userRef, credentials });
      return { status: 201, json: freeze };
    },
  );
  routes.post(
    '/v1/freezes/:freezeId/end',
    { action: 'freeze.end' },
    async ({ request, body, userRef, credentials }) => {
      const { freezeId } = parse(freezePathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(operationRequestSchema, body);
      const decider = { userRef, credentials };
      return { json: await freezes.end(freezeId, asked, decider) };
    },
  );
}
