// SPDX-License-Identifier: Apache-2.0

/**
 * The ULID of the stack an entity stands for. Set by the catalog provider alone.
 *
 * @public
 */
export const ANNOTATION_STACK_ID = 'groundwork.dev/stack-id';

/**
 * The layer an entity's stack was made from, for example `kms`.
 *
 * @public
 */
export const ANNOTATION_LAYER = 'groundwork.dev/layer';

/**
 * `accountId/region` of an entity's stack.
 *
 * @public
 */
export const ANNOTATION_TARGET = 'groundwork.dev/target';

/**
 * The engine an entity's stack is applied with: `terraform` or `cdk`.
 *
 * @public
 */
export const ANNOTATION_ENGINE = 'groundwork.dev/engine';
