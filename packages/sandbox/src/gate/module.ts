// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stacksGateExtensionPoint } from '@groundwork/backstage-plugin-groundwork-node';
import { FileGate } from './FileGate';

/**
 * A gate whose decisions stand in a file, so that a closed gate can be seen in the sandbox.
 *
 * @public
 */
export const stacksModuleSandboxGate = createBackendModule({
  pluginId: 'aws-stacks',
  moduleId: 'sandbox-gate',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        gates: stacksGateExtensionPoint,
        logger: coreServices.logger,
      },
      async init({ config, gates, logger }) {
        const file = config.getString('groundwork.sandbox.gateFile');
        gates.addGate(FileGate.create(file));
        logger.warn(`The gate of the sandbox is asked; ${file} closes it`);
      },
    });
  },
});
