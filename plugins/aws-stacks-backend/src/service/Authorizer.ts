// SPDX-License-Identifier: Apache-2.0
import type {
  BackstageCredentials,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
  type PolicyDecision,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  type RESOURCE_TYPE_ACCOUNT,
  type RESOURCE_TYPE_STACK,
  type Target,
  accountUsePermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountConfig,
  accountPermissionResourceRef,
  stackPermissionResourceRef,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { StackCriteria } from '../store/filters';

/** What a decision about a stack needs to know of it. */
export interface AuthorizedStack {
  stackId: string;
  owner: string;
  target: Target;
}

/** A stack as decisions know it. */
export function authorized(stack: {
  id: string;
  owner: string;
  target: Target;
}): AuthorizedStack {
  const { id, owner, target } = stack;
  return { stackId: id, owner, target };
}

/** A permission that is judged by the stack it is about. */
export type StackPermission = ResourcePermission<typeof RESOURCE_TYPE_STACK>;
type AccountPermission = ResourcePermission<typeof RESOURCE_TYPE_ACCOUNT>;

/** Asks the permission framework, always with the caller's credentials. Conditions are judged here, without a way back over the network. */
export class Authorizer {
  readonly #permissions: PermissionsService;
  readonly #registry: PermissionsRegistryService;

  static create(options: {
    permissions: PermissionsService;
    permissionsRegistry: PermissionsRegistryService;
  }): Authorizer {
    return new Authorizer(options.permissions, options.permissionsRegistry);
  }

  private constructor(
    permissions: PermissionsService,
    registry: PermissionsRegistryService,
  ) {
    this.#permissions = permissions;
    this.#registry = registry;
  }

  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.may(permission, credentials))) refuse(permission.name);
  }

  async may(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /** For what is about all stacks alike: the permission without conditions. */
  async requireEvery(
    permission: StackPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      refuse(permission.name, 'on every stack, without conditions');
    }
  }

  /** For a list: the condition that its rows must fulfil. */
  async criteria(
    permission: StackPermission,
    credentials: BackstageCredentials,
  ): Promise<StackCriteria> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) refuse(permission.name);
    if (decision.result !== AuthorizeResult.CONDITIONAL) return undefined;
    const ruleset = this.#registry.getPermissionRuleset(
      stackPermissionResourceRef,
    );
    return createConditionTransformer(ruleset)(decision.conditions);
  }

  /** For what is about all stacks at once: a permission that holds under conditions is not enough. */
  async requireEverywhere(
    permission: StackPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      refuse(permission.name, 'on every stack');
    }
  }

  async requireStack(
    permission: StackPermission,
    stack: AuthorizedStack,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [allowed] = await this.onStack([permission], stack, credentials);
    if (!allowed) refuse(permission.name, `on stack ${stack.stackId}`);
  }

  /** Which of these permissions the caller has on one stack. */
  async onStack(
    permissions: readonly StackPermission[],
    stack: AuthorizedStack,
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const decisions = await this.#permissions.authorizeConditional(
      permissions.map(permission => ({ permission })),
      { credentials },
    );
    return decisions.map(decision => this.#judgeStack(decision, stack));
  }

  /** One question for many stacks: a function that answers for each. */
  async stackJudge(
    permission: StackPermission,
    credentials: BackstageCredentials,
  ): Promise<(stack: AuthorizedStack) => boolean> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    return stack => this.#judgeStack(decision, stack);
  }

  /** Which accounts the caller may use. */
  async accountJudge(
    credentials: BackstageCredentials,
  ): Promise<(account: AccountConfig) => boolean> {
    const permission: AccountPermission = accountUsePermission;
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    const ruleset = this.#registry.getPermissionRuleset(
      accountPermissionResourceRef,
    );
    const judge = createConditionAuthorizer(ruleset);
    return ({ accountId, owner, environment }) =>
      judge(decision, { accountId, owner, environment });
  }

  async requireAccount(
    account: AccountConfig,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const mayUse = await this.accountJudge(credentials);
    if (!mayUse(account)) {
      refuse(accountUsePermission.name, `on account ${account.accountId}`);
    }
  }

  #judgeStack(decision: PolicyDecision, stack: AuthorizedStack): boolean {
    const ruleset = this.#registry.getPermissionRuleset(
      stackPermissionResourceRef,
    );
    const { stackId, owner, target } = stack;
    const { accountId, environment } = target;
    const resource = { stackId, owner, accountId, environment };
    return createConditionAuthorizer(ruleset)(decision, resource);
  }
}

function refuse(permission: string, where?: string): never {
  const suffix = where ? ` ${where}` : '';
  throw new NotAllowedError(
    `You need the permission ${permission}${suffix}; ask the people who look after this Backstage`,
  );
}
