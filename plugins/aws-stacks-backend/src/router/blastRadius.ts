// SPDX-License-Identifier: Apache-2.0
import { blastRadiiQuerySchema } from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { BlastRadiusService } from '../service/BlastRadiusService';
import type { Routes } from './Routes';
import { runPathSchema } from './runs';

/** `GET /v1/runs/:runId/blast-radius` and `/v1/blast-radius`. */
export function addBlastRadiusRoutes(
  routes: Routes,
  { blastRadius }: { blastRadius: BlastRadiusService },
): void {
  routes.get(
    '/v1/runs/:runId/blast-radius',
    async ({ request, credentials }) => {
      const { runId } = parse(runPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return blastRadius.of(runId, credentials);
    },
  );

  routes.get('/v1/blast-radius', async ({ request, credentials }) => {
    const { runId } = parse(blastRadiiQuerySchema, request.query, 'query');
    return blastRadius.count(runId, credentials);
  });
}
