// SPDX-License-Identifier: Apache-2.0

/**
 * The plugin for the new frontend system.
 *
 * @packageDocumentation
 */
export { default } from './alpha/plugin';
