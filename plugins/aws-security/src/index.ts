// SPDX-License-Identifier: Apache-2.0

/**
 * The Security Hub and GuardDuty findings of catalog entities. For apps on the legacy frontend system; the new one
 * takes the plugin from `/alpha`.
 *
 * @packageDocumentation
 */
export * from './plugin';
export * from './translation';
