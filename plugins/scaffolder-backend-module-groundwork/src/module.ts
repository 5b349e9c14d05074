// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { stacksServiceRef } from '@groundwork/backstage-plugin-groundwork-node';
import { createPlanAction } from './actions/plan';
import { createProjectCompleteAction } from './actions/projectComplete';
import { createRunWaitAction } from './actions/runWait';

/**
 * The scaffolder's `groundwork` module: `groundwork:project:complete`, `groundwork:terraform:plan`,
 * `groundwork:cdk:plan` and `groundwork:run:wait`.
 *
 * @public
 */
export const scaffolderModuleGroundwork = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'groundwork',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        stacks: stacksServiceRef,
      },
      async init({ actions, config, stacks }) {
        const appBaseUrl = config.getString('app.baseUrl');
        actions.addActions(
          createProjectCompleteAction(),
          createPlanAction({ engine: 'terraform', stacks, appBaseUrl }),
          createPlanAction({ engine: 'cdk', stacks, appBaseUrl }),
          createRunWaitAction({ stacks, appBaseUrl }),
        );
      },
    });
  },
});
