// SPDX-License-Identifier: Apache-2.0
import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { ApprovalInbox } from '../service/ApprovalInbox';
import type { AuditLog } from '../service/AuditLog';
import type { BlastRadiusService } from '../service/BlastRadiusService';
import type { Bundles } from '../service/Bundles';
import type { DriftService } from '../service/DriftService';
import type { FreezesService } from '../service/FreezesService';
import type { HealthService } from '../service/HealthService';
import type { LayerGraphs } from '../service/LayerGraphs';
import type { RunDecisions } from '../service/RunDecisions';
import type { RunRequests } from '../service/RunRequests';
import type { RunsService } from '../service/RunsService';
import type { StackChanges } from '../service/StackChanges';
import type { StackImports } from '../service/StackImports';
import type { LayerUpgrades } from '../service/LayerUpgrades';
import type { LayerVersionsService } from '../service/LayerVersionsService';
import type { Promotions } from '../service/Promotions';
import type { StackForms } from '../service/StackForms';
import type { StackViews } from '../service/StackViews';
import type { StacksService } from '../service/StacksService';
import type { StandingStacks } from '../service/StandingStacks';
import type { AuditReports } from '../service/AuditReports';
import type { RunRecords } from '../service/RunRecords';
import { addAuditRoutes } from './audit';
import { addApprovalRoutes } from './approvals';
import { addBlastRadiusRoutes } from './blastRadius';
import { addBundleRoutes } from './bundles';
import { addDecisionRoutes } from './decisions';
import { addDriftRoutes } from './drift';
import { addFreezeRoutes } from './freezes';
import { addHealthRoutes } from './health';
import { addLayerRoutes } from './layers';
import { addLayerVersionRoutes } from './layerVersions';
import { addLifecycleRoutes } from './lifecycle';
import { addRunRoutes } from './runs';
import { addStackRoutes } from './stacks';
import { addStandingRoutes } from './standing';
import { addPromotionRoutes } from './promotion';
import { Routes } from './Routes';

/** What the routes call. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  audit: AuditLog;
  blastRadius: BlastRadiusService;
  bundles: Bundles;
  drift: DriftService;
  freezes: FreezesService;
  healthService: HealthService;
  inbox: ApprovalInbox;
  layerGraphs: LayerGraphs;
  stacks: StacksService;
  standingStacks: StandingStacks;
  changes: StackChanges;
  forms: StackForms;
  layerVersionsService: LayerVersionsService;
  promotions: Promotions;
  upgrades: LayerUpgrades;
  imports: StackImports;
  views: StackViews;
  runs: RunsService;
  requests: RunRequests;
  decisions: RunDecisions;
  auditReports: AuditReports;
  runRecords: RunRecords;
}

/** All routes of the plugin. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  const routes = Routes.create({ ...options, router });
  addStackRoutes(routes, options);
  addLayerRoutes(routes, options);
  addLifecycleRoutes(routes, options);
  addStandingRoutes(routes, options);
  addDriftRoutes(routes, options);
  addPromotionRoutes(routes, options);
  addLayerVersionRoutes(routes, options);
  addBundleRoutes(routes, options);
  addRunRoutes(routes, options);
  addBlastRadiusRoutes(routes, options);
  addDecisionRoutes(routes, options);
  addApprovalRoutes(routes, options);
  addFreezeRoutes(routes, options);
  addHealthRoutes(routes, options);
  addAuditRoutes(routes, options);
  return router;
}
