// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_STACK,
  accountUsePermission,
  estateManagePermission,
  estateReadPermission,
  findingReadPermission,
  stackApprovePermission,
  stackCancelPermission,
  stackDestroyPermission,
  stackFreezePermission,
  stackOverridePermission,
  stackPlanPermission,
  stackApplyPermission,
  stackReadPermission,
  stackUnlockPermission,
} from '@groundwork/backstage-plugin-groundwork-common';

const ROLES = ['readers', 'engineers', 'approvers', 'operators'] as const;

type Role = (typeof ROLES)[number];

/** Which roles may use a permission. What is not named here is decided by its kind: reads for all, the rest for engineers. */
const ROLES_OF_PERMISSION: Readonly<Record<string, readonly Role[]>> = {
  [stackReadPermission.name]: ROLES,
  [estateReadPermission.name]: ROLES,
  [estateManagePermission.name]: ['engineers', 'operators'],
  [findingReadPermission.name]: ROLES,
  [accountUsePermission.name]: ['engineers'],
  [stackPlanPermission.name]: ['engineers'],
  [stackCancelPermission.name]: ['engineers', 'approvers', 'operators'],
  [stackApplyPermission.name]: ['operators'],
  [stackDestroyPermission.name]: ['engineers', 'operators'],
  [stackUnlockPermission.name]: ['operators'],
  [stackOverridePermission.name]: ['approvers'],
  [stackFreezePermission.name]: ['approvers', 'operators'],
};

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/** Engineers approve outside production; in production an approver does. */
const ALLOW_OUTSIDE_PRODUCTION: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'aws-stacks',
  resourceType: RESOURCE_TYPE_STACK,
  conditions: {
    rule: 'IS_IN_ENVIRONMENT',
    resourceType: RESOURCE_TYPE_STACK,
    params: { environments: ['development', 'staging'] },
  },
};

/** Decides by the groups of `groundwork.permissions`. */
export class RolesPolicy implements PermissionPolicy {
  readonly #groups: ReadonlyMap<Role, ReadonlySet<string>>;
  readonly #everybodyReads: boolean;

  static fromConfig(config: Config): RolesPolicy {
    const section = config.getOptionalConfig('groundwork.permissions');
    return new RolesPolicy(
      new Map(
        ROLES.map(role => [
          role,
          new Set(
            section
              ?.getOptionalStringArray(role)
              ?.map(ref => ref.toLocaleLowerCase('en-US')),
          ),
        ]),
      ),
      !section?.has('readers'),
    );
  }

  private constructor(
    groups: ReadonlyMap<Role, ReadonlySet<string>>,
    everybodyReads: boolean,
  ) {
    this.#groups = groups;
    this.#everybodyReads = everybodyReads;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) return DENY;
    const roles = this.#rolesOf(user.info.ownershipEntityRefs);
    const { name, attributes } = request.permission;
    if (name === stackApprovePermission.name) return decideApproval(roles);
    const allowed = ROLES_OF_PERMISSION[name];
    if (allowed) return allowed.some(role => roles.has(role)) ? ALLOW : DENY;
    if (attributes.action === 'read') return ALLOW;
    return roles.has('engineers') ? ALLOW : DENY;
  }

  #rolesOf(ownershipRefs: readonly string[]): ReadonlySet<Role> {
    return new Set(
      ROLES.filter(role =>
        role === 'readers' && this.#everybodyReads
          ? true
          : ownershipRefs.some(ref => this.#groups.get(role)?.has(ref)),
      ),
    );
  }
}

function decideApproval(roles: ReadonlySet<Role>): PolicyDecision {
  if (roles.has('approvers')) return ALLOW;
  return roles.has('engineers') ? ALLOW_OUTSIDE_PRODUCTION : DENY;
}
