// SPDX-License-Identifier: Apache-2.0

/**
 * What the Groundwork backends share: account configuration, the stacks service, approvals, permission resources and
 * rules, authorised entity reads and extension points.
 *
 * @packageDocumentation
 */
export * from './accounts';
export * from './approvals';
export * from './entities';
export * from './extensionPoints';
export * from './permissions';
export * from './stacks';
export * from './urlReader';
