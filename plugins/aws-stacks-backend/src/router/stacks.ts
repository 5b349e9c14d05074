// SPDX-License-Identifier: Apache-2.0
import {
  outputsQuerySchema,
  stacksQuerySchema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  entityPathSchema,
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { StacksService } from '../service/StacksService';
import type { StackViews } from '../service/StackViews';
import type { Routes } from './Routes';

/** The path of a route about one stack. */
export const stackPathSchema = z.strictObject({ stackId: ulidSchema });
const sourceQuerySchema = z.strictObject({
  engineFiles: z.enum(['true', 'false']).optional(),
});

/** `GET /v1/accounts`, `/v1/outputs`, `/v1/stacks…` and `/v1/entity/…/stacks`. */
export function addStackRoutes(
  routes: Routes,
  { stacks, views }: { stacks: StacksService; views: StackViews },
): void {
  routes.get('/v1/accounts', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return stacks.listAccounts(credentials);
  });

  routes.get('/v1/outputs', async ({ request, credentials }) => {
    const query = parse(outputsQuerySchema, request.query, 'query');
    return stacks.listOutputs(query, credentials);
  });

  routes.get('/v1/stacks', async ({ request, credentials }) => {
    const query = parse(stacksQuerySchema, request.query, 'query');
    return stacks.list(query, credentials);
  });

  routes.get('/v1/stacks/:stackId', async ({ request, credentials }) => {
    const { stackId } = parse(stackPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    const stack = await stacks.get(stackId, credentials);
    return views.describe(stack, credentials);
  });

  routes.get(
    '/v1/entity/:namespace/:kind/:name/stacks',
    async ({ request, credentials }) => {
      const ref = parse(entityPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return stacks.listOfEntity(ref, credentials);
    },
  );

  addSourceRoute(routes, stacks);
}

function addSourceRoute(routes: Routes, stacks: StacksService): void {
  routes.get(
    '/v1/stacks/:stackId/source',
    async ({ request, credentials }, response) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      const query = parse(sourceQuerySchema, request.query, 'query');
      const engineFiles = query.engineFiles === 'true';
      const { archive, digest } = await stacks.source(
        stackId,
        { engineFiles },
        credentials,
      );
      if (!engineFiles) response.set('ETag', `"${digest}"`);
      response.set('Content-Type', 'application/gzip').send(archive);
      return undefined;
    },
  );
}
