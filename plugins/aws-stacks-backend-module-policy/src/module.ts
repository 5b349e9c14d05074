// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AccountsConfig,
  AwsClients,
  estateServiceRef,
  stacksPolicyExtensionPoint,
} from '@groundwork/backstage-plugin-groundwork-node';
import { readRules } from './config/readRules';
import { EstateUsage } from './EstateUsage';
import { GroundworkPolicy } from './GroundworkPolicy';
import { createRules } from './rules';
import { QuotaSource } from './sources/QuotaSource';

/**
 * Adds the rules of `groundwork.stacks.policies` to `aws-stacks`, as the policy `groundwork`.
 *
 * @public
 */
export const awsStacksModulePolicy = createBackendModule({
  pluginId: 'aws-stacks',
  moduleId: 'policy',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        estate: estateServiceRef,
        logger: coreServices.logger,
        policies: stacksPolicyExtensionPoint,
      },
      async init({ auth, config, estate, logger, policies }) {
        const accounts = AccountsConfig.fromConfig(config);
        const clients = AwsClients.fromConfig({ config, accounts, logger });
        const definitions = createRules({
          accounts,
          quotas: QuotaSource.create({ clients }),
          usage: EstateUsage.create({ auth, estate }),
        });
        const rules = readRules(config, definitions);
        policies.addPolicy(GroundworkPolicy.create({ rules }));
      },
    });
  },
});
