// SPDX-License-Identifier: Apache-2.0
import {
  decisionRequestSchema,
  operationRequestSchema,
  overrideRequestSchema,
  rejectRequestSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { RunDecisions } from '../service/RunDecisions';
import type { RunsService } from '../service/RunsService';
import { parseBody, type Routes } from './Routes';
import { runPathSchema } from './runs';

const DECISIONS = ['approve', 'reject'] as const;
const DECISION_BODIES = {
  approve: decisionRequestSchema,
  reject: rejectRequestSchema,
} as const;
const OPERATIONS = ['discard', 'cancel', 'resume', 'unlock', 'fail'] as const;

/** `POST /v1/runs/:runId/{approve,reject,discard,cancel,resume,unlock,fail,override}`. */
export function addDecisionRoutes(
  routes: Routes,
  { runs, decisions }: { runs: RunsService; decisions: RunDecisions },
): void {
  for (const decision of DECISIONS) {
    routes.post(
      `/v1/runs/:runId/${decision}`,
      { action: `run.${decision}` },
      async ({ request, body, userRef, credentials }) => {
        const { runId } = parse(runPathSchema, request.params, 'path');
        parse(noQuerySchema, request.query, 'query');
        const asked = parseBody(DECISION_BODIES[decision], body);
        const decider = { userRef, credentials };
        const record = await decisions.decide(runId, decision, asked, decider);
        return { json: await runs.describe(record, credentials) };
      },
    );
  }
  for (const operation of OPERATIONS) {
    routes.post(
      `/v1/runs/:runId/${operation}`,
      { action: `run.${operation}` },
      async ({ request, body, userRef, credentials }) => {
        const { runId } = parse(runPathSchema, request.params, 'path');
        parse(noQuerySchema, request.query, 'query');
        const asked = parseBody(operationRequestSchema, body);
        const decider = { userRef, credentials };
        const record = await decisions.operate(
          runId,
          operation,
          asked,
          decider,
        );
        return { json: await runs.describe(record, credentials) };
      },
    );
  }
  routes.post(
    '/v1/runs/:runId/override',
    { action: 'run.override' },
    async ({ request, body, userRef, credentials }) => {
      const { runId } = parse(runPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(overrideRequestSchema, body);
      const decider = { userRef, credentials };
      const record = await decisions.override(runId, asked, decider);
      return { json: await runs.describe(record, credentials) };
    },
  );
}
