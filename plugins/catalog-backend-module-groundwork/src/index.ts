// SPDX-License-Identifier: Apache-2.0

/**
 * Puts applied stacks into the catalog as Resource entities, and says which entities have something in AWS.
 *
 * @packageDocumentation
 */
export { catalogModuleGroundwork as default } from './module';
