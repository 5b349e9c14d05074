// SPDX-License-Identifier: Apache-2.0

/**
 * Accounts, Regions and resources of the AWS estate, and whose they are. For apps on the legacy frontend system; the
 * new one takes the plugin from `/alpha`.
 *
 * @packageDocumentation
 */
export * from './plugin';
export * from './translation';
