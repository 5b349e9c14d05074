// SPDX-License-Identifier: Apache-2.0

/*
 * The backend of packages/backend, with everybody allowed everything, and without the features whose package names begin
 * with what GROUNDWORK_BENCH_WITHOUT says.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import {
  type BackendFeature,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

const POLICY_MODULE = /permission-backend-module/;

const requireFromBackend = createRequire(
  join(resolvePackagePath('backend'), 'package.json'),
);

const allowAll = createBackendModule({
  pluginId: 'permission',
  moduleId: 'allow-all',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          handle: async () => ({ result: AuthorizeResult.ALLOW }),
        });
      },
    });
  },
});

function isFeature(value: unknown): value is BackendFeature {
  return (
    typeof value === 'object' &&
    value !== null &&
    '$$type' in value &&
    value.$$type === '@backstage/BackendFeature'
  );
}

const without = process.env.GROUNDWORK_BENCH_WITHOUT;
const { dependencies } = requireFromBackend('./package.json');
const backend = createBackend();
for (const name of Object.keys(dependencies)) {
  const left = without !== undefined && name.startsWith(without);
  if (left || POLICY_MODULE.test(name)) continue;
  if (name === 'app' || name === '@backstage/backend-defaults') continue;
  const { default: feature } = requireFromBackend(name);
  if (isFeature(feature)) backend.add(feature);
}
backend.add(allowAll);
backend.start();
