// SPDX-License-Identifier: Apache-2.0
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { EntityResources } from '../service/EntityResources';
import type { EstateService } from '../service/EstateService';
import { registerListAccounts } from './listAccounts';
import { registerListEntityResources } from './listEntityResources';

/** Offers what can be read to the actions registry, so that an agent can use it as a person does. */
export function registerActions(
  registry: ActionsRegistryService,
  services: { estate: EstateService; entityResources: EntityResources },
): void {
  registerListAccounts(registry, services);
  registerListEntityResources(registry, services);
}
