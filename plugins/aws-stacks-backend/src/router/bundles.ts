// SPDX-License-Identifier: Apache-2.0
import {
  noQuerySchema,
  parse,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Bundles } from '../service/Bundles';
import type { Routes } from './Routes';

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
