// SPDX-License-Identifier: Apache-2.0
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type PolicyDecision,
  isPermission,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

/** What somebody may do. */
export interface Person {
  /** Owners whose entities he sees. */
  sees: 'everything' | 'nothing' | readonly string[];
  /** Names of permissions besides. */
  may: readonly string[];
}

/** What reading the estate and findings needs. */
export const READS = [
  'groundwork.estate.resource.read',
  'groundwork.security.finding.read',
];

/** User refs → what they may do. Nobody else may do anything. */
export type People = Readonly<Record<string, Person>>;

class PeoplePolicy implements PermissionPolicy {
  readonly #people: People;

  constructor(people: People) {
    this.#people = people;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const person = this.#people[user?.info.userEntityRef ?? ''];
    if (!person) return { result: AuthorizeResult.DENY };
    if (isPermission(permission, catalogEntityReadPermission)) {
      const { sees } = person;
      if (sees === 'everything') return { result: AuthorizeResult.ALLOW };
      if (sees === 'nothing') return { result: AuthorizeResult.DENY };
      return createCatalogConditionalDecision(
        permission,
        catalogConditions.isEntityOwner({ claims: [...sees] }),
      );
    }
    return person.may.includes(permission.name)
      ? { result: AuthorizeResult.ALLOW }
      : { result: AuthorizeResult.DENY };
  }
}

/** Makes these people's rights the backend's permission policy. */
export function policyModule(people: People) {
  return createBackendModule({
    pluginId: 'permission',
    moduleId: 'people',
    register(env) {
      env.registerInit({
        deps: { policy: policyExtensionPoint },
        async init({ policy }) {
          policy.setPolicy(new PeoplePolicy(people));
        },
      });
    },
  });
}
