// SPDX-License-Identifier: Apache-2.0

/**
 * What the Groundwork frontends show alike: states, environments, problems, errors.
 *
 * @packageDocumentation
 */
export * from './api/stacksApiRef';
