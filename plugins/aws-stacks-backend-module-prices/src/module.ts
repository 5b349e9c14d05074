// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { stacksCostExtensionPoint } from '@groundwork/backstage-plugin-groundwork-node';
import { readPricesConfig } from './config';
import { PricesEstimator } from './PricesEstimator';

/**
 * Has `aws-stacks` say what a plan costs a month, from a dated table of AWS list prices.
 *
 * @public
 */
export const awsStacksModulePrices = createBackendModule({
  pluginId: 'aws-stacks',
  moduleId: 'prices',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, cost: stacksCostExtensionPoint },
      async init({ config, cost }) {
        cost.setCostEstimator(PricesEstimator.create(readPricesConfig(config)));
      },
    });
  },
});
