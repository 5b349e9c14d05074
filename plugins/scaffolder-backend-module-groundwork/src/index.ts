// SPDX-License-Identifier: Apache-2.0

/**
 * Scaffolder actions that complete a layer project, have it planned, and follow its run.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGroundwork as default } from './module';
