// SPDX-License-Identifier: Apache-2.0

/**
 * A permission policy of three roles, read from `groundwork.permissions`.
 *
 * @packageDocumentation
 */
export { permissionModuleGroundwork as default } from './module';
