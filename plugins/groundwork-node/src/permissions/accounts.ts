// SPDX-License-Identifier: Apache-2.0
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_ACCOUNT,
  accountIdSchema,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/**
 * What rules know of an account.
 *
 * @public
 */
export interface AccountPermissionResource {
  accountId: string;
  owner?: string;
  environment: string;
}

/**
 * A condition on accounts: the property has one of the values.
 *
 * @public
 */
export interface AccountFilter {
  property: 'owner' | 'accountId' | 'environment';
  values: string[];
}

/**
 * AWS accounts as a resource of the permission framework.
 *
 * @public
 */
export const accountPermissionResourceRef = createPermissionResourceRef<
  AccountPermissionResource,
  AccountFilter
>().with({ pluginId: 'aws-stacks', resourceType: RESOURCE_TYPE_ACCOUNT });

const isAccount = createPermissionRule({
  name: 'IS_ACCOUNT',
  description: 'Allow these AWS accounts',
  resourceRef: accountPermissionResourceRef,
  paramsSchema: z.object({ accountIds: z.array(accountIdSchema) }),
  apply: (account, { accountIds }) => accountIds.includes(account.accountId),
  toQuery: ({ accountIds }) => ({ property: 'accountId', values: accountIds }),
});

const isAccountOwner = createPermissionRule({
  name: 'IS_ACCOUNT_OWNER',
  description: 'Allow accounts that are owned by one of these users or groups',
  resourceRef: accountPermissionResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity refs of users and groups'),
  }),
  apply: (account, { claims }) =>
    account.owner !== undefined && claims.includes(account.owner),
  toQuery: ({ claims }) => ({ property: 'owner', values: claims }),
});

const isAccountEnvironment = createPermissionRule({
  name: 'IS_ACCOUNT_ENVIRONMENT',
  description: 'Allow accounts of these environments',
  resourceRef: accountPermissionResourceRef,
  paramsSchema: z.object({ environments: z.array(environmentSchema) }),
  apply: (account, { environments }) =>
    environments.some(environment => environment === account.environment),
  toQuery: ({ environments }) => ({
    property: 'environment',
    values: environments,
  }),
});

/**
 * The rules on accounts, for the plugin that owns the resource.
 *
 * @public
 */
export const accountPermissionRules = {
  isAccount,
  isAccountOwner,
  isAccountEnvironment,
};

const accountExports = createConditionExports({
  resourceRef: accountPermissionResourceRef,
  rules: accountPermissionRules,
});

/**
 * Conditions on accounts, for permission policies.
 *
 * @public
 */
export const accountConditions = accountExports.conditions;

/**
 * Makes a policy's conditional decision on a permission of accounts.
 *
 * @public
 */
export const createAccountConditionalDecision =
  accountExports.createConditionalDecision;
