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
 * May see a stack, its outputs and its source.
 *
 * @public
 */
export const stackReadPermission = createPermission({
  name: 'groundwork.stacks.stack.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May see the runs of a stack: plan, log, approvals and audit.
 *
 * @public
 */
export const runReadPermission = createPermission({
  name: 'groundwork.stacks.run.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May submit a bundle and have it planned. The account needs {@link accountUsePermission} besides.
 *
 * @public
 */
export const runCreatePermission = createPermission({
  name: 'groundwork.stacks.run.create',
  attributes: { action: 'create' },
});

/**
 * May approve, confirm or reject a planned run. Who of them may approve which run is the approval rule's decision.
 *
 * @public
 */
export const runApprovePermission = createPermission({
  name: 'groundwork.stacks.run.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May discard a plan or cancel a run.
 *
 * @public
 */
export const runCancelPermission = createPermission({
  name: 'groundwork.stacks.run.cancel',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * May settle a run that needs attention: resume it, release its lock, or mark it failed.
 *
 * @public
 */
export const runOperatePermission = createPermission({
  name: 'groundwork.stacks.run.operate',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_STACK,
});

/**
 * Every permission of the stacks domain, in the order of the README's table.
 *
 * @public
 */
export const stacksPermissions = [
  accountUsePermission,
  stackReadPermission,
  runReadPermission,
  runCreatePermission,
  runApprovePermission,
  runCancelPermission,
  runOperatePermission,
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
