// SPDX-License-Identifier: Apache-2.0
import {
  destroyRequestSchema,
  importRequestSchema,
  rollbackRequestSchema,
  stackSourcesQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { RunsService } from '../service/RunsService';
import type { StackChanges } from '../service/StackChanges';
import type { StackImports } from '../service/StackImports';
import type { StackForms } from '../service/StackForms';
import type { StackViews } from '../service/StackViews';
import { parseBody, type Routes } from './Routes';
import { stackPathSchema } from './stacks';

/** `/v1/stacks/:stackId/{sources,dependants,form,destroy,rollback,import}`. */
export function addLifecycleRoutes(
  routes: Routes,
  options: {
    changes: StackChanges;
    forms: StackForms;
    imports: StackImports;
    runs: RunsService;
    views: StackViews;
  },
): void {
  const { forms, views } = options;

  routes.get(
    '/v1/stacks/:stackId/sources',
    async ({ request, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      const page = parse(stackSourcesQuerySchema, request.query, 'query');
      return views.sources(stackId, page, credentials);
    },
  );

  routes.get(
    '/v1/stacks/:stackId/dependants',
    async ({ request, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      return views.dependants(stackId, credentials);
    },
  );

  routes.get('/v1/stacks/:stackId/form', async ({ request, credentials }) => {
    const { stackId } = parse(stackPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    return forms.read(stackId, credentials);
  });

  addChangeRoutes(routes, options);
  addImportRoutes(routes, options);
}

function addChangeRoutes(
  routes: Routes,
  { changes, runs }: { changes: StackChanges; runs: RunsService },
): void {
  routes.post(
    '/v1/stacks/:stackId/destroy',
    { action: 'stack.destroy' },
    async ({ request, body, userRef, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(destroyRequestSchema, body);
      const decider = { userRef, credentials };
      const record = await changes.destroy(stackId, asked, decider);
      return { status: 201, json: await runs.describe(record, credentials) };
    },
  );
  routes.post(
    '/v1/stacks/:stackId/rollback',
    { action: 'stack.rollback' },
    async ({ request, body, userRef, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(rollbackRequestSchema, body);
      const decider = { userRef, credentials };
      const record = await changes.rollback(stackId, asked, decider);
      return { status: 201, json: await runs.describe(record, credentials) };
    },
  );
}

function addImportRoutes(
  routes: Routes,
  options: { changes: StackChanges; imports: StackImports; runs: RunsService },
): void {
  const { changes, imports, runs } = options;
  routes.get('/v1/stacks/:stackId/import', async ({ request, credentials }) => {
    const { stackId } = parse(stackPathSchema, request.params, 'path');
    parse(noQuerySchema, request.query, 'query');
    return imports.targets(stackId, credentials);
  });
  routes.post(
    '/v1/stacks/:stackId/import',
    { action: 'stack.import' },
    async ({ request, body, userRef, credentials }) => {
      const { stackId } = parse(stackPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const asked = parseBody(importRequestSchema, body);
      const decider = { userRef, credentials };
      const record = await changes.importResources(stackId, asked, decider);
      return { status: 201, json: await runs.describe(record, credentials) };
    },
  );
}
