// SPDX-License-Identifier: Apache-2.0
import { promoteRequestSchema } from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Promotions } from '../service/Promotions';
import type { RunsService } from '../service/RunsService';
import { parseBody, type Routes } from './Routes';
import { stackPathSchema } from './stacks';

/** `/v1/stacks/:stackId/{promotion,promote}`. */
export function addPromotionRoutes(
  routes: Routes,
  { promotions, runs }: { promotions: Promotions; runs: RunsService },
): void {
  routes.get(
    '/v1/stacks/:stackId/promotion',
    async ({ request, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return promotions.read(stackId, credentials);
    },
  );

  routes.post(
    '/v1/stacks/:stackId/promote',
    { action: 'stack.promote' },
    async ({ request, body, userRef, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(promoteRequestSchema, body);
      const decider = { userRef, credentials };
      const record = await promotions.promote(stackId, asked, decider);
      return { status: 201, json: await runs.describe(record, credentials) };
    },
  );
}
