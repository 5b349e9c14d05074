// SPDX-License-Identifier: Apache-2.0
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_STACK,
  accountIdSchema,
  environmentSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';

/**
 * What rules know of a stack.
 *
 * @public
 */
export interface StackPermissionResource {
  stackId: string;
  owner: string;
  accountId: string;
  environment: string;
}

/**
 * A condition on stacks that a store can turn into SQL: the property has one of the values.
 *
 * @public
 */
export interface StackFilter {
  property: 'owner' | 'accountId' | 'environment';
  values: string[];
}

/**
 * Stacks, and the runs on them, as a resource of the permission framework.
 *
 * @public
 */
export const stackPermissionResourceRef = createPermissionResourceRef<
  StackPermissionResource,
  StackFilter
>().with({ pluginId: 'aws-stacks', resourceType: RESOURCE_TYPE_STACK });

const isStackOwner = createPermissionRule({
  name: 'IS_STACK_OWNER',
  description: 'Allow stacks that are owned by one of these users or groups',
  resourceRef: stackPermissionResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Entity refs of users and groups'),
  }),
  apply: (stack, { claims }) => claims.includes(stack.owner),
  toQuery: ({ claims }) => ({ property: 'owner', values: claims }),
});

const isInAccount = createPermissionRule({
  name: 'IS_IN_ACCOUNT',
  description: 'Allow stacks in these AWS accounts',
  resourceRef: stackPermissionResourceRef,
  paramsSchema: z.object({ accountIds: z.array(accountIdSchema) }),
  apply: (stack, { accountIds }) => accountIds.includes(stack.accountId),
  toQuery: ({ accountIds }) => ({ property: 'accountId', values: accountIds }),
});

const isInEnvironment = createPermissionRule({
  name: 'IS_IN_ENVIRONMENT',
  description: 'Allow stacks in these environments',
  resourceRef: stackPermissionResourceRef,
  paramsSchema: z.object({ environments: z.array(environmentSchema) }),
  apply: (stack, { environments }) =>
    environments.some(environment => environment === stack.environment),
  toQuery: ({ environments }) => ({
    property: 'environment',
    values: environments,
  }),
});

/**
 * The rules on stacks, for the plugin that owns the resource.
 *
 * @public
 */
export const stackPermissionRules = {
  isStackOwner,
  isInAccount,
  isInEnvironment,
};

const stackExports = createConditionExports({
  resourceRef: stackPermissionResourceRef,
  rules: stackPermissionRules,
});

/**
 * Conditions on stacks, for permission policies.
 *
 * @public
 */
export const stackConditions = stackExports.conditions;

/**
 * Makes a policy's conditional decision on a permission of stacks and runs.
 *
 * @public
 */
export const createStackConditionalDecision =
  stackExports.createConditionalDecision;
