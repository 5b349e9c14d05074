// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { stacksServiceRef } from '@groundwork/backstage-plugin-groundwork-node';
import { readSettings } from './settings';
import { StackEntityProvider } from './StackEntityProvider';

/**
 * The catalog's `groundwork` module: one Resource for each stack that stands.
 *
 * @public
 */
export const catalogModuleGroundwork = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'groundwork',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
        stacks: stacksServiceRef,
      },
      async init({ auth, catalog, config, logger, scheduler, stacks }) {
        const settings = readSettings(config);
        catalog.addEntityProvider(
          StackEntityProvider.create({
            auth,
            logger,
            stacks,
            settings,
            taskRunner: scheduler.createScheduledTaskRunner(settings.schedule),
          }),
        );
      },
    });
  },
});
