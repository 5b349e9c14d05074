// SPDX-License-Identifier: Apache-2.0
import {
  deregisterStandingSchema,
  registerStandingSchema,
  standingSearchSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { StandingStacks } from '../service/StandingStacks';
import { parseBody, type Routes } from './Routes';
import { stackPathSchema } from './stacks';

/** `POST /v1/standing/search`, `/v1/standing` and `/v1/stacks/:stackId/deregister`. */
export function addStandingRoutes(
  routes: Routes,
  { standingStacks }: { standingStacks: StandingStacks },
): void {
  routes.post(
    '/v1/standing/search',
    { action: 'standing.search' },
    async ({ request, body, userRef, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(standingSearchSchema, body);
      const caller = { userRef, credentials };
      return { json: await standingStacks.search(asked, caller) };
    },
  );
  routes.post(
    '/v1/standing',
    { action: 'stack.register' },
    async ({ request, body, userRef, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(registerStandingSchema, body);
      const caller = { userRef, credentials };
      return { json: await standingStacks.register(asked, caller) };
    },
  );
  routes.post(
    '/v1/stacks/:stackId/deregister',
    { action: 'stack.deregister' },
    async ({ request, body, userRef, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(deregisterStandingSchema, body);
      const caller = { userRef, credentials };
      return { json: await standingStacks.deregister(stackId, asked, caller) };
    },
  );
}
