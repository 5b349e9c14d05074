// SPDX-License-Identifier: Apache-2.0
import {
  type DatabaseService,
  coreServices,
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { securityPermissions } from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountsConfig,
  Authorizer,
  estateServiceRef,
} from '@groundwork/backstage-plugin-groundwork-node';
import { registerActions } from './actions';
import { createCollecting } from './collecting';
import { readSecurityConfig } from './config/SecurityConfig';
import { createRouter } from './router';
import { FindingsService } from './service/FindingsService';
import { TargetStates } from './service/TargetStates';
import { FindingsStore } from './store/FindingsStore';
import { OwnershipStore } from './store/OwnershipStore';
import { PlacesStore } from './store/PlacesStore';
import { SummaryStore } from './store/SummaryStore';

/**
 * Collects the findings of Security Hub and shows each entity its own.
 *
 * @public
 */
export const awsSecurityPlugin = createBackendPlugin({
  pluginId: 'aws-security',
  register(env) {
    env.registerInit({
      deps: {
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
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
      },
      async init({ config, database, catalog, httpAuth, ...services }) {
        const db = await openDatabase(database);
        const ownership = OwnershipStore.create({ db });
        const places = PlacesStore.create({ db });
        const security = readSecurityConfig(config);
        const collecting = createCollecting({
          ...services,
          config,
          accounts: AccountsConfig.fromConfig(config),
          security,
          db,
          ownership,
          places,
        });
        const findings = FindingsService.create({
          authorizer: Authorizer.create(services),
          catalog,
          findings: FindingsStore.create({ db }),
          places,
          states: TargetStates.create({
            collector: collecting.collector,
            ownership,
            places,
            administrator: security.administrator !== undefined,
          }),
          summaries: SummaryStore.create({ db }),
        });
        services.permissionsRegistry.addPermissions(securityPermissions);
        registerActions(services.actionsRegistry, findings);
        services.httpRouter.use(
          createRouter({ auditor: services.auditor, httpAuth, findings }),
        );
        services.lifecycle.addStartupHook(() => collecting.start());
      },
    });
  },
});

async function openDatabase(database: DatabaseService) {
  const db = await database.getClient();
  if (!database.migrations?.skip) {
    await db.migrate.latest({
      directory: resolvePackagePath(
        '@groundwork/backstage-plugin-aws-security-backend',
        'migrations',
      ),
    });
  }
  return db;
}
