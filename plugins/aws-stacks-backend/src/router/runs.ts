// SPDX-License-Identifier: Apache-2.0
import {
  createRunRequestSchema,
  pageQueryShape,
  runsQuerySchema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { RunRequests } from '../service/RunRequests';
import type { RunsService } from '../service/RunsService';
import { parseBody, type Routes } from './Routes';

const eventsQuerySchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
});
const auditQuerySchema = z.strictObject(pageQueryShape);

/** The path of a route about one run. */
export const runPathSchema = z.strictObject({ runId: ulidSchema });

/** `POST /v1/runs` and all that is read of runs. */
export function addRunRoutes(
  routes: Routes,
  { runs, requests }: { runs: RunsService; requests: RunRequests },
): void {
  addCreateRoute(routes, { runs, requests });

  routes.get('/v1/runs', async ({ request, credentials }) => {
    const query = parse(runsQuerySchema, request.query, 'query');
    return runs.list(query, credentials);
  });

  routes.get('/v1/runs/:runId', async ({ request, credentials }) => {
    const { runId } = parse(runPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    return runs.get(runId, credentials);
  });

  routes.get('/v1/runs/:runId/plan', async ({ request, credentials }) => {
    const { runId } = parse(runPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    return runs.plan(runId, credentials);
  });

  routes.get('/v1/runs/:runId/events', async ({ request, credentials }) => {
    const { runId } = parse(runPathSchema, request.params, 'path');
    const { after } = parse(eventsQuerySchema, request.query, 'query');
    return runs.events(runId, after, credentials);
  });

  routes.get('/v1/runs/:runId/audit', async ({ request, credentials }) => {
    const { runId } = parse(runPathSchema, request.params, 'path');
    const page = parse(auditQuerySchema, request.query, 'query');
    return runs.audit(runId, page, credentials);
  });
}

function addCreateRoute(
  routes: Routes,
  { runs, requests }: { runs: RunsService; requests: RunRequests },
): void {
  routes.post(
    '/v1/runs',
    { action: 'run.create' },
    async ({ request, body, userRef, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const { record, created } = await requests.create(
        parseBody(createRunRequestSchema, body),
        userRef,
        credentials,
      );
      return {
        status: created ? 201 : 200,
        json: await runs.describe(record, credentials),
      };
    },
  );
}
