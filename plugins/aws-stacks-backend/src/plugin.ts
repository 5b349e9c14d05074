// SPDX-License-Identifier: Apache-2.0
import {
  type DatabaseService,
  type PermissionsRegistryService,
  type SchedulerService,
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { ConflictError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { ScmIntegrations } from '@backstage/integration';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  accountUsePermission,
  stackFreezePermission,
  stackPlanPermission,
  stacksPermissions,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountsConfig,
  AwsClients,
  type StacksCostEstimator,
  type StacksGate,
  type StacksPolicy,
  accountPermissionResourceRef,
  accountPermissionRules,
  estateServiceRef,
  stackPermissionResourceRef,
  stackPermissionRules,
  stacksCostExtensionPoint,
  stacksGateExtensionPoint,
  stacksPolicyExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import { registerActions } from './actions';
import { readStacksConfig } from './config/StacksConfig';
import { createEngine } from './engine';
import { createRouter } from './router';
import { infraRunnerServiceRef } from './runner/infraRunnerServiceRef';
import type { Retention } from './service/Retention';
import { AwsStandingSource } from './sources/StandingSource';
import { CloudTrailSource } from './sources/CloudTrailSource';
import type { StacksStore } from './store/StacksStore';

const deps = {
  actionsRegistry: actionsRegistryServiceRef,
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  catalog: catalogServiceRef,
  config: coreServices.rootConfig,
  database: coreServices.database,
  estate: estateServiceRef,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  lifecycle: coreServices.lifecycle,
  logger: coreServices.logger,
  metrics: metricsServiceRef,
  notifications: notificationService,
  permissions: coreServices.permissions,
  permissionsRegistry: coreServices.permissionsRegistry,
  runner: infraRunnerServiceRef,
  scaffolder: scaffolderServiceRef,
  scheduler: coreServices.scheduler,
  urlReader: coreServices.urlReader,
  userInfo: coreServices.userInfo,
};

/**
 * Plans, approves, applies and verifies stacks.
 *
 * @public
 */
export const awsStacksPlugin = createBackendPlugin({
  pluginId: 'aws-stacks',
  register(env) {
    const policies = new Map<string, StacksPolicy>();
    const gates = new Map<string, StacksGate>();
    let costEstimator: StacksCostEstimator | undefined;
    env.registerExtensionPoint(stacksPolicyExtensionPoint, {
      addPolicy: policy => addOnce(policies, policy, 'policy'),
    });
    env.registerExtensionPoint(stacksGateExtensionPoint, {
      addGate: gate => addOnce(gates, gate, 'gate'),
    });
    env.registerExtensionPoint(stacksCostExtensionPoint, {
      setCostEstimator: estimator => {
        if (costEstimator) {
          throw new ConflictError(
            `Costs are estimated by ${costEstimator.id} already; install either its module or that of ${estimator.id}`,
          );
        }
        costEstimator = estimator;
      },
    });
    env.registerInit({
      deps,
      async init({ config, database, ...services }) {
        const accounts = AccountsConfig.fromConfig(config);
        const { logger } = services;
        const clients = AwsClients.fromConfig({ config, accounts, logger });
        const db = await openDatabase(database);
        const engine = await createEngine({
          ...services,
          accounts,
          config: readStacksConfig(config),
          db,
          env: process.env,
          integrations: ScmIntegrations.fromConfig(config),
          gates: [...gates.values()],
          costEstimator,
          policies: [...policies.values()],
          standing: AwsStandingSource.create(clients),
          trail: CloudTrailSource.create({ clients }),
        });
        registerPermissions(services.permissionsRegistry, {
          accounts,
          stacks: engine.stackStore,
        });
        registerActions(services.actionsRegistry, engine);
        services.httpRouter.use(createRouter({ ...services, ...engine }));
        await scheduleRetention(services.scheduler, engine.retention);
        services.lifecycle.addStartupHook(() => {
          engine.executor.start();
          engine.driftChecker.start();
        });
        services.lifecycle.addShutdownHook(async () => {
          await engine.driftChecker.stop();
          await engine.executor.stop();
        });
      },
    });
  },
});

function scheduleRetention(
  scheduler: SchedulerService,
  retention: Retention,
): Promise<void> {
  return scheduler.scheduleTask({
    id: 'stacks-retention',
    frequency: { days: 1 },
    timeout: { hours: 2 },
    initialDelay: { minutes: 10 },
    fn: () => retention.run(),
  });
}

async function openDatabase(database: DatabaseService) {
  const db = await database.getClient();
  if (!database.migrations?.skip) {
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@groundwork/backstage-plugin-aws-stacks-backend',
        'migrations',
      ),
    });
  }
  return db;
}

function addOnce<T extends { id: string }>(
  all: Map<string, T>,
  added: T,
  what: string,
): void {
  if (all.has(added.id)) {
    throw new ConflictError(
      `The ${what} ${added.id} was added already; install its module once, or give it an id of its own`,
    );
  }
  all.set(added.id, added);
}

function registerPermissions(
  registry: PermissionsRegistryService,
  { accounts, stacks }: { accounts: AccountsConfig; stacks: StacksStore },
): void {
  registry.addPermissions([stackPlanPermission, stackFreezePermission]);
  registry.addResourceType({
    resourceRef: accountPermissionResourceRef,
    permissions: [accountUsePermission],
    rules: Object.values(accountPermissionRules),
    getResources: async ids => ids.map(id => accounts.get(id)),
  });
  registry.addResourceType({
    resourceRef: stackPermissionResourceRef,
    permissions: stacksPermissions.filter(
      permission =>
        permission !== accountUsePermission &&
        permission !== stackPlanPermission &&
        permission !== stackFreezePermission,
    ),
    rules: Object.values(stackPermissionRules),
    getResources: async ids => {
      const found = await stacks.findMany(ids);
      const byId = new Map(found.map(stack => [stack.id, stack]));
      return ids.map(id => {
        const stack = byId.get(id);
        return stack && { stackId: id, owner: stack.owner, ...stack.target };
      });
    },
  });
}
