// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { loadKey } from '../bundles/KeyFile';
import { readStacksConfig } from '../config/StacksConfig';
import { CodeBuildRunner } from './CodeBuildRunner';
import type { InfraRunner } from './InfraRunner';
import { LocalRunner } from './LocalRunner';
import { RoutedRunner } from './RoutedRunner';

/**
 * Where jobs run: on this machine or in AWS CodeBuild, as `groundwork.stacks.runner` says. Replace it to run them
 * elsewhere.
 *
 * @public
 */
export const infraRunnerServiceRef = createServiceRef<InfraRunner>({
  id: 'aws-stacks.runner',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig, logger: coreServices.logger },
      factory: async ({ config, logger }) => {
        const stacks = readStacksConfig(config);
        const { codebuild, kindOf } = stacks.runners;
        const local = LocalRunner.create({
          cacheFolder: join(stacks.dataDirectory, 'runner-cache'),
          env: stacks.runnerEnvironment,
        });
        if (!codebuild) return local;
        const remote = CodeBuildRunner.create({
          clients: AwsClients.fromConfig({ config, logger }),
          config: codebuild,
          key: await loadKey(stacks),
          terraformVersions: stacks.terraform.versions,
        });
        const runners = { local, codebuild: remote };
        return RoutedRunner.create({ runners, kindOf });
      },
    }),
});
