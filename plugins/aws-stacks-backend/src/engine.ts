// SPDX-License-Identifier: Apache-2.0
import { hostname } from 'node:os';
import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UrlReaderService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ScmIntegrations } from '@backstage/integration';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  AccountsConfig,
  EstateService,
  StacksCostEstimator,
  StacksGate,
  StacksPolicy,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import { BundleStore } from './bundles/BundleStore';
import { loadKey } from './bundles/KeyFile';
import { StackSources } from './bundles/StackSources';
import type { StacksConfig } from './config/StacksConfig';
import { createDriftEngine } from './driftEngine';
import { Executor, type ExecutorTimes, newOwner } from './executor/Executor';
import { JobFolders } from './executor/JobFolders';
import { PlannedSteps } from './executor/PlannedSteps';
import { RunDriver } from './executor/RunDriver';
import { RunSettlement } from './executor/RunSettlement';
import { Sweeper } from './executor/Sweeper';
import { TerraformBinary } from './executor/TerraformBinary';
import { UnlockSettlement } from './executor/UnlockSettlement';
import { ChangeRecords } from './rules/ChangeRecords';
import type { InfraRunner } from './runner/InfraRunner';
import { ApprovalInbox } from './service/ApprovalInbox';
import { AuditLog } from './service/AuditLog';
import { AuditorEvents } from './service/AuditorEvents';
import { AuditReports } from './service/AuditReports';
import { Authorizer } from './service/Authorizer';
import { BlastRadiusService } from './service/BlastRadiusService';
import { Bundles } from './service/Bundles';
import { EngineMetrics } from './service/EngineMetrics';
import { FreezeGuard } from './service/FreezeGuard';
import { FreezesService } from './service/FreezesService';
import { HealthService } from './service/HealthService';
import { LayerGraphs } from './service/LayerGraphs';
import { LayerOutputs } from './service/LayerOutputs';
import { LayerRequirements } from './service/LayerRequirements';
import { LayerTemplates } from './service/LayerTemplates';
import { PlanReview } from './service/PlanReview';
import { Retention } from './service/Retention';
import { type AuditListener, createStores } from './engineStores';
import { createLayerVersions } from './layerVersionsEngine';
import { createPromotions } from './promotionEngine';
import { PromotionGuard } from './service/PromotionGuard';
import { RunApprovals } from './service/RunApprovals';
import { RunDecisions } from './service/RunDecisions';
import { RunRecords } from './service/RunRecords';
import { RunNotifications } from './service/RunNotifications';
import { RunRequests } from './service/RunRequests';
import { RunsService } from './service/RunsService';
import { StackChanges } from './service/StackChanges';
import { StackDependants } from './service/StackDependants';
import { StackImports } from './service/StackImports';
import { StackForms } from './service/StackForms';
import { StackViews } from './service/StackViews';
import { StacksService } from './service/StacksService';
import { StandingStacks } from './service/StandingStacks';
import type { StandingSource } from './sources/StandingSource';
import type { TrailSource } from './sources/CloudTrailSource';
import { Voters } from './service/Voters';
import { BundlesStore } from './store/BundlesStore';
import { RetentionStore } from './store/RetentionStore';
import { StackRegistry } from './store/StackRegistry';

/** What the parts of the engine are made from. */
export interface EngineOptions {
  accounts: AccountsConfig;
  auth: AuthService;
  auditor: AuditorService;
  catalog: CatalogService;
  config: StacksConfig;
  db: Knex;
  estate: EstateService;
  gates: readonly StacksGate[];
  costEstimator?: StacksCostEstimator;
  logger: LoggerService;
  metrics: MetricsService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  policies: readonly StacksPolicy[];
  runner: InfraRunner;
  /** Reads what stands in accounts and was made elsewhere. */
  standing: StandingSource;
  /** Who is asked who changed a resource; nobody when absent. */
  trail?: TrailSource;
  integrations: ScmIntegrations;
  scaffolder: Pick<ScaffolderService, 'scaffold'>;
  urlReader: UrlReaderService;
  userInfo: UserInfoService;
  /** The environment of the process: where Terraform is looked for, and whether AWS is at another endpoint. */
  env: Readonly<Record<string, string | undefined>>;
  /** Another name of this host and other times, for tests. */
  host?: string;
  times?: Partial<ExecutorTimes>;
}

/** Puts the parts together; nothing starts yet. */
export async function createEngine(options: EngineOptions) {
  const { accounts, config, db } = options;
  const key = await loadKey(config);
  const listeners: AuditListener[] = [AuditorEvents.create(options)];
  const changeRecords = ChangeRecords.create(config.changeRecord);
  const stores = createStores(db, { listeners, changeRecords });
  const rows = new BundlesStore(db);
  const bundles = await BundleStore.create({ ...config, key, rows });
  const approvals = RunApprovals.create(options);
  listeners.push(RunNotifications.create({ ...options, ...stores, approvals }));
  const freezeGuard = FreezeGuard.create({ ...options, ...stores });
  const layerOutputs = LayerOutputs.create(stores);
  const layerTemplates = LayerTemplates.create(options);
  const layerRequirements = LayerRequirements.create({
    ...options,
    ...stores,
    layerTemplates,
  });
  const authorizer = Authorizer.create(options);
  const promotionGuard = PromotionGuard.create({
    ...options,
    ...stores,
    bundles,
  });
  const healthService = HealthService.create({
    ...options,
    ...stores,
    authorizer,
  });
  listeners.push(EngineMetrics.create({ ...options, healthService }));
  const dependants = StackDependants.create({
    ...options,
    ...stores,
    authorizer,
    layerRequirements,
  });
  const parts = {
    ...options,
    ...stores,
    authorizer,
    changeRecords,
    dependants,
    key,
    bundles,
    approvals,
    freezeGuard,
    layerOutputs,
    layerRequirements,
    layerTemplates,
    promotionGuard,
    voters: Voters.create(options),
  };
  const executor = createExecutor(parts);
  const services = { ...parts, wake: () => executor.wake() };
  const sources = StackSources.create({
    bundles,
    runs: stores.runs,
    accounts,
    pathStyle: options.env.AWS_ENDPOINT_URL !== undefined,
  });
  const runs = RunsService.create(services);
  const requests = RunRequests.create(services);
  const stacks = StacksService.create({ ...services, sources });
  const forms = StackForms.create({ ...services, stacks });
  return {
    executor,
    healthService,
    ...createDriftEngine({ ...services, authorizer }),
    auditReports: AuditReports.create(services),
    retention: Retention.create({
      ...options,
      chain: stores.auditChain,
      config: config.retention,
      store: new RetentionStore(db, stores.audit),
    }),
    audit: AuditLog.create(stores.audit),
    blastRadius: BlastRadiusService.create({ ...services, runsService: runs }),
    bundles: Bundles.create({ ...services, store: bundles }),
    freezes: FreezesService.create(services),
    inbox: ApprovalInbox.create(services),
    layerGraphs: LayerGraphs.create(services),
    decisions: RunDecisions.create(services),
    requests,
    promotions: createPromotions({ ...services, requests }),
    ...createLayerVersions({ ...services, forms }),
    runs,
    runRecords: RunRecords.create({ ...services, runsService: runs }),
    stacks,
    changes: StackChanges.create(services),
    forms,
    imports: StackImports.create({ ...services, stacks }),
    views: StackViews.create({ ...services, stacks }),
    stackStore: stores.stacks,
    standingStacks: StandingStacks.create({
      ...services,
      registry: new StackRegistry(db, stores.audit),
    }),
  };
}

type ExecutorParts = EngineOptions &
  ReturnType<typeof createStores> & {
    key: Buffer;
    bundles: BundleStore;
    approvals: RunApprovals;
    freezeGuard: FreezeGuard;
    layerOutputs: LayerOutputs;
    layerRequirements: LayerRequirements;
    dependants: StackDependants;
    promotionGuard: PromotionGuard;
  };

function createExecutor(parts: ExecutorParts): Executor {
  const { config, env } = parts;
  const host = parts.host ?? hostname();
  const owner = newOwner(host);
  const folders = JobFolders.create(config);
  const limits = config.concurrency;
  const settlement = RunSettlement.create({
    ...parts,
    planExpiryMs: config.planExpiryMs,
  });
  const review = PlanReview.create(parts);
  const plannedSteps = PlannedSteps.create({
    ...parts,
    limits,
    review,
    settlement,
  });
  const driver = RunDriver.create({
    ...parts,
    owner,
    host,
    folders,
    plannedSteps,
    settlement,
    terraform: TerraformBinary.create({
      ...config.terraform,
      searchPath: env.PATH ?? '',
    }),
    unlockSettlement: UnlockSettlement.create(parts),
  });
  const sweeper = Sweeper.create({
    ...parts,
    folders,
    plannedSteps,
    keepMs: config.planExpiryMs,
  });
  return Executor.create({ ...parts, owner, driver, sweeper, limits });
}
