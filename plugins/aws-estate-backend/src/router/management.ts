// SPDX-License-Identifier: Apache-2.0
import {
  acceptOwnersRequestSchema,
  sweepRequestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
  type Routes,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Connections } from '../service/Connections';
import type { OwnershipAcceptance } from '../service/OwnershipAcceptance';
import type { SweepRequests } from '../service/SweepRequests';

/** `POST /v1/sweep`, `/v1/ownership/accept`, and what is read and tested of connections. */
export function addManagementRoutes(
  routes: Routes,
  options: {
    acceptance: OwnershipAcceptance;
    connections: Connections;
    sweeps: SweepRequests;
  },
): void {
  const { acceptance, connections, sweeps } = options;
  routes.post('/v1/sweep', 'estate-sweep', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    const body = parse(sweepRequestSchema, request.body ?? {}, 'body');
    return sweeps.request(body.targets, credentials);
  });

  routes.get('/v1/connections', async ({ request, credentials }) => {
    parse(noQuerySchema, request.query, 'query');
    return connections.list(credentials);
  });

  routes.post(
    '/v1/connections/test',
    'estate-connections-test',
    async ({ request, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const body = parse(sweepRequestSchema, request.body ?? {}, 'body');
      return connections.testNow(body.targets, credentials);
    },
  );

  routes.post(
    '/v1/ownership/accept',
    'estate-ownership-accept',
    async ({ request, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const body = parse(acceptOwnersRequestSchema, request.body, 'body');
      return acceptance.accept(body, credentials);
    },
  );
}
