// SPDX-License-Identifier: Apache-2.0

/**
 * The tags that every resource of a stack carries.
 *
 * @public
 */
export const GROUNDWORK_TAGS = {
  entityRef: 'backstage:entity-ref',
  stack: 'groundwork:stack',
  layer: 'groundwork:layer',
  environment: 'environment',
  owner: 'owner',
} as const;
