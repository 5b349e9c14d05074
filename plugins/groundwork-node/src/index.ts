// SPDX-License-Identifier: Apache-2.0

/**
 * What the Groundwork backends share: account configuration, the stacks service, approvals, permission resources and
 * rules, authorised entity reads, extension points, and what the backends share that collect from AWS: clients, errors,
 * collectors, routes, the service of the estate.
 *
 * @packageDocumentation
 */
export * from './accounts';
export * from './approvals';
export * from './aws';
export * from './collector';
export * from './entities';
export * from './estate';
export * from './extensionPoints';
export * from './http';
export * from './permissions';
export * from './stacks';
export * from './urlReader';
