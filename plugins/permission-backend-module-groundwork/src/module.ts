// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { RolesPolicy } from './RolesPolicy';

/**
 * Installs a policy of three roles as the backend's permission policy. A backend has one policy: leave this module
 * out when you have your own, and decide the permissions of docs/adr/0004 there.
 *
 * @public
 */
export const permissionModuleGroundwork = createBackendModule({
  pluginId: 'permission',
  moduleId: 'groundwork',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, policy: policyExtensionPoint },
      async init({ config, policy }) {
        policy.setPolicy(RolesPolicy.fromConfig(config));
      },
    });
  },
});
