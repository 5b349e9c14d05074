// SPDX-License-Identifier: Apache-2.0
import { layerGraphQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import { parse } from '@groundwork/backstage-plugin-groundwork-node';
import type { LayerGraphs } from '../service/LayerGraphs';
import type { Routes } from './Routes';

/** `GET /v1/layers/graph`. */
export function addLayerRoutes(
  routes: Routes,
  { layerGraphs }: { layerGraphs: LayerGraphs },
): void {
  routes.get('/v1/layers/graph', async ({ request, credentials }) => {
    const query = parse(layerGraphQuerySchema, request.query, 'query');
    return layerGraphs.read(query, credentials);
  });
}
