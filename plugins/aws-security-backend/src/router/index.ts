// SPDX-License-Identifier: Apache-2.0
import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { FindingsService } from '../service/FindingsService';
import { addFindingRoutes } from './findings';
import { Routes } from './Routes';

/** All routes of the plugin. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  findings: FindingsService;
}): Router {
  const router = PromiseRouter();
  addFindingRoutes(
    Routes.create({ router, httpAuth: options.httpAuth }),
    options.findings,
  );
  return router;
}
