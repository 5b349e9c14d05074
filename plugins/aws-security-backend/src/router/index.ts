// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { Routes } from '@groundwork/backstage-plugin-groundwork-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { FindingsService } from '../service/FindingsService';
import { addFindingRoutes } from './findings';

/** All routes of the plugin. */
export function createRouter(options: {
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  findings: FindingsService;
}): Router {
  const router = PromiseRouter();
  addFindingRoutes(Routes.create({ ...options, router }), options.findings);
  return router;
}
