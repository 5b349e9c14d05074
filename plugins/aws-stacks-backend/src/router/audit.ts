// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isError } from '@backstage/errors';
import {
  auditExportQuerySchema,
  auditVerifyQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Response } from 'express';
import type { AuditReports } from '../service/AuditReports';
import type { RunRecords } from '../service/RunRecords';
import type { Routes } from './Routes';
import { runPathSchema } from './runs';

const CONTENT_TYPES = {
  ndjson: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
} as const;

/** `GET /v1/audit`, `GET /v1/audit/verify` and `GET /v1/runs/:runId/record`. */
export function addAuditRoutes(
  routes: Routes,
  {
    auditReports,
    runRecords,
  }: { auditReports: AuditReports; runRecords: RunRecords },
): void {
  routes.get('/v1/audit', async ({ request, credentials }, response) => {
    const query = parse(auditExportQuerySchema, request.query, 'query');
    const pieces = await auditReports.export(query, credentials);
    response.attachment(`audit.${query.format}`);
    response.set('Content-Type', CONTENT_TYPES[query.format]);
    await send(pieces, response);
    return undefined;
  });

  routes.get('/v1/audit/verify', async ({ request, credentials }) => {
    const query = parse(auditVerifyQuerySchema, request.query, 'query');
    const { position, hash } = query;
    const expected =
      position !== undefined && hash !== undefined
        ? { position, hash }
        : undefined;
    return auditReports.verify(expected, credentials);
  });

  routes.get(
    '/v1/runs/:runId/record',
    async ({ request, credentials }, response) => {
      const { runId } = parse(runPathSchema, request.params, 'path');
      parse(noQuerySchema, request.query, 'query');
      const record = await runRecords.read(runId, credentials);
      response.attachment(`run-${runId}.json`);
      return record;
    },
  );
}

/** A reader that goes away early is no failure of ours. */
async function send(
  pieces: AsyncGenerator<string>,
  response: Response,
): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), response);
  } catch (error) {
    const left = isError(error) && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
    if (!left) throw error;
  }
}
