// SPDX-License-Identifier: Apache-2.0
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { HealthService } from '../service/HealthService';
import type { Routes } from './Routes';

/** `GET /v1/health`. */
export function addHealthRoutes(
  routes: Routes,
  { healthService }: { healthService: HealthService },
): void {
  routes.get('/v1/health', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return healthService.get(credentials);
  });
}
