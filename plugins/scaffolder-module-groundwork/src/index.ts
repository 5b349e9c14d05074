// SPDX-License-Identifier: Apache-2.0

/**
 * Form fields of Groundwork for the scaffolder.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGroundwork as default } from './module';
export * from './translation';
