// SPDX-License-Identifier: Apache-2.0
import {
  driftIgnoreRequestSchema,
  rollbackRequestSchema,
  ulidSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { DriftService } from '../service/DriftService';
import type { RunsService } from '../service/RunsService';
import type { StackChanges } from '../service/StackChanges';
import { type Routes, parseBody } from './Routes';

const stackPathSchema = z.strictObject({ stackId: ulidSchema });
const ignorePathSchema = z.strictObject({
  stackId: ulidSchema,
  ignoreId: ulidSchema,
});
const nothingSchema = z.strictObject({});
/** It is always the applied source that is planned. */
const revertRequestSchema = rollbackRequestSchema.omit({ runId: true });

/** `/v1/stacks/:stackId/drift…` */
export function addDriftRoutes(
  routes: Routes,
  options: { drift: DriftService; runs: RunsService; changes: StackChanges },
): void {
  const { drift } = options;
  routes.get('/v1/stacks/:stackId/drift', async ({ request, credentials }) => {
    const { stackId } = parse(stackPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    return drift.report(stackId, credentials);
  });

  routes.post(
    '/v1/stacks/:stackId/drift/check',
    { action: 'drift.check' },
    async ({ request, body, ...caller }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      parseBody(nothingSchema, body);
      return { status: 202, json: await drift.check(stackId, caller) };
    },
  );

  addIgnoreRoutes(routes, drift);
  addRevertRoute(routes, options);
}

function addIgnoreRoutes(routes: Routes, drift: DriftService): void {
  routes.post(
    '/v1/stacks/:stackId/drift/ignores',
    { action: 'drift.ignore' },
    async ({ request, body, ...caller }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(driftIgnoreRequestSchema, body);
      return { status: 201, json: await drift.ignore(stackId, asked, caller) };
    },
  );

  routes.post(
    '/v1/stacks/:stackId/drift/ignores/:ignoreId/end',
    { action: 'drift.end-ignore' },
    async ({ request, body, ...caller }) => {
      const path = parse(ignorePathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      parseBody(nothingSchema, body);
      const { stackId, ignoreId } = path;
      return { json: await drift.endIgnore(stackId, ignoreId, caller) };
    },
  );
}

/** A revert is a run like any other: of the source that is applied. */
function addRevertRoute(
  routes: Routes,
  {
    drift,
    runs,
    changes,
  }: { drift: DriftService; runs: RunsService; changes: StackChanges },
): void {
  routes.post(
    '/v1/stacks/:stackId/drift/revert',
    { action: 'drift.revert' },
    async ({ request, body, ...caller }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(revertRequestSchema, body);
      await drift.requireSecrets(stackId, asked.secretVariables, caller);
      const record = await changes.rollback(stackId, asked, caller);
      const json = await runs.describe(record, caller.credentials);
      return { status: 201, json };
    },
  );
}
