// SPDX-License-Identifier: Apache-2.0
import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of an AWS account; the resource ref is its 12-digit id.
 *
 * @public
 */
export const RESOURCE_TYPE_ACCOUNT = 'groundwork-account';

/**
 * Resource type of a stack; the resource ref is the stack's ULID. A run is judged by its stack.
 *
 * @public
 */
export const RESOURCE_TYPE_STACK = 'groundwork-stack';

/**
 * May plan into an account. Enforced when a run is created and again before it is planned.
 *
 * @public
 */
export const accountUsePermission = createPermission({
  name: 'groundwork.account.use',
  attributes: {},
  resourceType: RESOURCE_TYPE_ACCOUNT,
});

/**
 * May see a stack and its runs: outputs, source, plans, logs, approvals and audit.
 *
 * @public
 */
export const stackReadPermission = createPermission({
  name: 'groundwork.stack.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May submit a bundle and have it planned. The account needs {@link accountUsePermission} besides.
 *
 * @public
 */
export const stackPlanPermission = createPermission({
  name: 'groundwork.stack.plan',
  attributes: { action: 'create' },
});

/**
 * May approve, confirm or reject a planned run. Who of them may approve which run is the approval rule's decision.
 *
 * @public
 */
export const stackApprovePermission = createPermission({
  name: 'groundwork.stack.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May settle what an apply has left: resume a run that needs attention, or mark it failed. May register what stands and was
 * made elsewhere.
 *
 * @public
 */
export const stackApplyPermission = createPermission({
  name: 'groundwork.stack.apply',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May discard a plan or cancel a run.
 *
 * @public
 */
export const stackCancelPermission = createPermission({
  name: 'groundwork.stack.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May have the destruction of a stack planned. It is approved like any other run.
 *
 * @public
 */
export const stackDestroyPermission = createPermission({
  name: 'groundwork.stack.destroy',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May release a state lock that a dead engine left.
 *
 * @public
 */
export const stackUnlockPermission = createPermission({
  name: 'groundwork.stack.unlock',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May let a plan go on that a policy of level `soft` objects to, with a reason.
 *
 * @public
 */
export const stackOverridePermission = createPermission({
  name: 'groundwork.stack.override',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May stop all applies, of everything, an environment or an account, and let them go on again.
 *
 * @public
 */
export const stackFreezePermission = createPermission({
  name: 'groundwork.stack.freeze',
  attributes: { action: 'update' },
});

/**
 * Every permission of the stacks domain, in the order of the README's table.
 *
 * @public
 */
export const stacksPermissions = [
  accountUsePermission,
  stackReadPermission,
  stackPlanPermission,
  stackApprovePermission,
  stackApplyPermission,
  stackCancelPermission,
  stackDestroyPermission,
  stackUnlockPermission,
  stackOverridePermission,
  stackFreezePermission,
];

/**
 * May see the estate: accounts, Regions, resources and how the sweep stands. What belongs to an entity is seen by
 * whoever sees the entity besides; what nobody owns needs this permission without conditions.
 *
 * @public
 */
export const estateReadPermission = createPermission({
  name: 'groundwork.estate.resource.read',
  attributes: { action: 'read' },
});

/**
 * May have the estate swept now, test connections, and accept suggested owners.
 *
 * @public
 */
export const estateManagePermission = createPermission({
  name: 'groundwork.estate.sweep.manage',
  attributes: { action: 'update' },
});

/**
 * Every permission of the estate.
 *
 * @public
 */
export const estatePermissions = [estateReadPermission, estateManagePermission];

/**
 * May see the findings of entities that the caller sees.
 *
 * @public
 */
export const findingReadPermission = createPermission({
  name: 'groundwork.security.finding.read',
  attributes: { action: 'read' },
});

/**
 * Every permission of the security domain.
 *
 * @public
 */
export const securityPermissions = [findingReadPermission];
