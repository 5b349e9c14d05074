// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  type Authorizer,
  Routes,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { Connections } from '../service/Connections';
import type { EntityResources } from '../service/EntityResources';
import type { EstateService } from '../service/EstateService';
import type { OwnershipAcceptance } from '../service/OwnershipAcceptance';
import type { OwningEntitiesReader } from '../service/OwningEntitiesReader';
import type { Resolver } from '../service/Resolver';
import type { SweepRequests } from '../service/SweepRequests';
import { addEntityRoutes } from './entities';
import { addEstateRoutes } from './estate';
import { addManagementRoutes } from './management';

/** What the routes call. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  authorizer: Authorizer;
  acceptance: OwnershipAcceptance;
  connections: Connections;
  entityResources: EntityResources;
  estate: EstateService;
  owningEntities: OwningEntitiesReader;
  resolver: Resolver;
  sweeps: SweepRequests;
}

/** All routes of the plugin. None of them but the test of connections calls AWS. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  const routes = Routes.create({ ...options, router });
  addEstateRoutes(routes, options);
  addEntityRoutes(routes, options);
  addManagementRoutes(routes, options);
  return router;
}
