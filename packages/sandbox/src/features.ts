// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import { authModuleSandboxProvider } from './auth/module';
import { stacksModuleSandboxGate } from './gate/module';

/**
 * What a backend has in the sandbox alone: the sign-in, and the gate when a file for it is named.
 *
 * @public
 */
export const sandboxFeatures = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async *loader({ config }) {
    yield authModuleSandboxProvider;
    const isSandbox = config.getOptionalBoolean('groundwork.sandbox.enabled');
    if (isSandbox && config.has('groundwork.sandbox.gateFile')) {
      yield stacksModuleSandboxGate;
    }
  },
});
