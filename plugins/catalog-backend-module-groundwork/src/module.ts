// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  catalogProcessingExtensionPoint,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import {
  estateServiceRef,
  stacksServiceRef,
} from '@groundwork/backstage-plugin-groundwork-node';
import { AwsResourcesKnowledge } from './awsResources/AwsResourcesKnowledge';
import { AwsResourcesProcessor } from './awsResources/AwsResourcesProcessor';
import { AwsResourcesRefresher } from './awsResources/AwsResourcesRefresher';
import { readSettings } from './settings';
import { StackEntityProvider } from './StackEntityProvider';

/**
 * The catalog's `groundwork` module: one Resource for each stack that stands, and on each entity whether it has
 * something to show of AWS.
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
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        estate: estateServiceRef,
        logger: coreServices.logger,
        processing: catalogProcessingExtensionPoint,
        scheduler: coreServices.scheduler,
        stacks: stacksServiceRef,
      },
      async init({ config, processing, scheduler, ...services }) {
        const settings = readSettings(config);
        processing.addEntityProvider(
          StackEntityProvider.create({
            ...services,
            settings,
            taskRunner: scheduler.createScheduledTaskRunner(settings.schedule),
          }),
        );
        const knowledge = AwsResourcesKnowledge.create();
        processing.addProcessor(AwsResourcesProcessor.create(knowledge));
        processing.addEntityProvider(
          AwsResourcesRefresher.create({
            ...services,
            knowledge,
            taskRunner: scheduler.createScheduledTaskRunner({
              frequency: settings.readOwnersEvery,
              timeout: { minutes: 1 },
              initialDelay: { seconds: 5 },
              scope: 'local',
            }),
          }),
        );
      },
    });
  },
});
