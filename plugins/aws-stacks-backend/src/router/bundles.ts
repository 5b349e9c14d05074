// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import type { Bundles } from '../service/Bundles';
import { parse } from './parse';
import type { Routes } from './Routes';

const noQuerySchema = z.strictObject({});

/** `POST /v1/bundles`. */
export function addBundleRoutes(
  routes: Routes,
  { bundles }: { bundles: Bundles },
): void {
  routes.post(
    '/v1/bundles',
    { action: 'bundle.upload', contentType: 'application/gzip' },
    async ({ request, body, userRef, credentials }) => {
      parse(noQuerySchema, request.query, 'query');
      const bundle = await bundles.upload(body, userRef, credentials);
      return { status: 201, json: bundle };
    },
  );
}
