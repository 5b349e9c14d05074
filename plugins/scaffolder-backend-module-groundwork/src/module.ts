// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { EstateClient } from '@groundwork/backstage-plugin-groundwork-common';
import { stacksServiceRef } from '@groundwork/backstage-plugin-groundwork-node';
import { createOwnershipWriteAction } from './actions/ownershipWrite';
import { createPlanAction } from './actions/plan';
import { createProjectCompleteAction } from './actions/projectComplete';
import { createRunWaitAction } from './actions/runWait';

/**
 * The scaffolder's `groundwork` module: `groundwork:project:complete`, `groundwork:terraform:plan`,
 * `groundwork:cdk:plan`, `groundwork:run:wait` and `groundwork:ownership:write`.
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
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        stacks: stacksServiceRef,
      },
      async init({ actions, auth, config, discovery, stacks }) {
        const appBaseUrl = config.getString('app.baseUrl');
        const estate = new EstateClient({
          fetchApi: { fetch },
          baseUrl: () => discovery.getBaseUrl('aws-estate'),
        });
        actions.addActions(
          createProjectCompleteAction(),
          createPlanAction({ engine: 'terraform', stacks, appBaseUrl }),
          createPlanAction({ engine: 'cdk', stacks, appBaseUrl }),
          createRunWaitAction({ stacks, appBaseUrl }),
          createOwnershipWriteAction({ auth, estate }),
        );
      },
    });
  },
});
