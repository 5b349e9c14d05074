// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { readStacksConfig } from '../config/StacksConfig';
import { LocalRunner } from './LocalRunner';
import type { RunRunner } from './RunRunner';

/**
 * Where jobs run. By default on this machine; replace it to run them elsewhere.
 *
 * @public
 */
export const runRunnerServiceRef = createServiceRef<RunRunner>({
  id: 'aws-stacks.runner',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig },
      factory: ({ config }) => {
        const { dataDirectory, runnerEnvironment } = readStacksConfig(config);
        return LocalRunner.create({
          cacheFolder: join(dataDirectory, 'runner-cache'),
          env: runnerEnvironment,
        });
      },
    }),
});
