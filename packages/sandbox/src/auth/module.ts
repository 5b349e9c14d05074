// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import {
  sandboxAuthenticator,
  signInAsSandboxUser,
} from './sandboxAuthenticator';

/**
 * Sign-in without a password as one of the sample people, for the sandbox alone.
 *
 * @remarks
 * Registers nothing unless `groundwork.sandbox.enabled` is true, and stops the
 * backend when that is set together with `NODE_ENV=production`.
 *
 * @public
 */
export const authModuleSandboxProvider = createBackendModule({
  pluginId: 'auth',
  moduleId: 'groundwork-sandbox-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ providers, config, logger }) {
        if (!config.getOptionalBoolean('groundwork.sandbox.enabled')) return;
        if (process.env.NODE_ENV === 'production') {
          throw new NotAllowedError(
            'groundwork.sandbox.enabled lets anybody in without a password and is set with NODE_ENV=production. Remove it from the configuration.',
          );
        }
        providers.registerProvider({
          providerId: 'sandbox',
          factory: createProxyAuthProviderFactory({
            authenticator: sandboxAuthenticator,
            signInResolver: signInAsSandboxUser,
          }),
        });
        logger.warn('Sandbox sign-in is open: anybody may be a sample person');
      },
    });
  },
});
