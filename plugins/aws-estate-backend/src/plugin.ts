// SPDX-License-Identifier: Apache-2.0
import {
  type DatabaseService,
  type SchedulerService,
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { estatePermissions } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountsConfig,
  AwsClients,
} from '@groundwork/backstage-plugin-groundwork-node';
import { registerActions } from './actions';
import { type EstateConfig, readEstateConfig } from './config/EstateConfig';
import { createAnswering, createCollecting } from './estate';
import { createRouter } from './router';

const deps = {
  actionsRegistry: actionsRegistryServiceRef,
  auditor: coreServices.auditor,
  auth: coreServices.auth,
  catalog: catalogServiceRef,
  config: coreServices.rootConfig,
  database: coreServices.database,
  httpAuth: coreServices.httpAuth,
  httpRouter: coreServices.httpRouter,
  logger: coreServices.logger,
  permissions: coreServices.permissions,
  permissionsRegistry: coreServices.permissionsRegistry,
  scheduler: coreServices.scheduler,
};

/**
 * Sweeps AWS accounts into its own store, and says which resource belongs to which entity.
 *
 * @public
 */
export const awsEstatePlugin = createBackendPlugin({
  pluginId: 'aws-estate',
  register(env) {
    env.registerInit({
      deps,
      async init({ config: root, database, ...services }) {
        const config = readEstateConfig(root);
        const db = await openDatabase(database);
        const { logger } = services;
        const accounts = AccountsConfig.fromConfig(root);
        const clients = AwsClients.fromConfig({
          config: root,
          accounts,
          logger,
        });
        const options = { ...services, accounts, clients, config, db };
        const collecting = createCollecting(options);
        const answering = createAnswering({ ...options, ...collecting });
        services.permissionsRegistry.addPermissions(estatePermissions);
        registerActions(services.actionsRegistry, answering);
        services.httpRouter.use(createRouter({ ...services, ...answering }));
        await schedule(services.scheduler, config, {
          ...collecting,
          ...answering,
        });
      },
    });
  },
});

async function openDatabase(database: DatabaseService) {
  const db = await database.getClient();
  if (!database.migrations?.skip) {
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@groundwork/backstage-plugin-aws-estate-backend',
        'migrations',
      ),
    });
  }
  return db;
}

type Parts = ReturnType<typeof createCollecting> &
  ReturnType<typeof createAnswering>;

async function schedule(
  scheduler: SchedulerService,
  config: EstateConfig,
  parts: Parts,
): Promise<void> {
  const { catalogReader, collector, connections, organization } = parts;
  await collector.start();
  await scheduler.scheduleTask({
    id: 'estate-catalog',
    frequency: config.readCatalogEvery,
    timeout: { minutes: 10 },
    fn: () => catalogReader.read(),
  });
  await scheduler.scheduleTask({
    id: 'estate-connections',
    frequency: config.testConnectionsEvery,
    timeout: { hours: 1 },
    initialDelay: { minutes: 1 },
    fn: () => connections.testAll(),
  });
  if (!config.organization) return;
  await scheduler.scheduleTask({
    id: 'estate-organization',
    frequency: { hours: 1 },
    timeout: { minutes: 10 },
    fn: () => organization.refresh(),
  });
}
