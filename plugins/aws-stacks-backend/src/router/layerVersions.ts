// SPDX-License-Identifier: Apache-2.0
import {
  layerIdSchema,
  upgradeRequestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { LayerUpgrades } from '../service/LayerUpgrades';
import type { LayerVersionsService } from '../service/LayerVersionsService';
import { parseBody, type Routes } from './Routes';
import { stackPathSchema } from './stacks';

const layerPathSchema = z.strictObject({ layer: layerIdSchema });

/** `GET /v1/layers`, `/v1/stacks/:stackId/upgrade` and `POST /v1/layers/:layer/upgrade`. */
export function addLayerVersionRoutes(
  routes: Routes,
  {
    layerVersionsService,
    upgrades,
  }: { layerVersionsService: LayerVersionsService; upgrades: LayerUpgrades },
): void {
  routes.get('/v1/layers', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return layerVersionsService.list(credentials);
  });

  routes.get(
    '/v1/stacks/:stackId/upgrade',
    async ({ request, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return upgrades.read(stackId, credentials);
    },
  );

  routes.post(
    '/v1/layers/:layer/upgrade',
    { action: 'layer.upgrade' },
    async ({ request, body, userRef, credentials }) => {
      const { layer } = parse(layerPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(upgradeRequestSchema, body);
      const decider = { userRef, credentials };
      const json = await upgrades.start(layer, asked, decider);
      return { status: 202, json };
    },
  );
}
