// SPDX-License-Identifier: Apache-2.0

/**
 * Rules over the plans of stacks, with levels by environment.
 *
 * @packageDocumentation
 */
export { awsStacksModulePolicy as default } from './module';
