// SPDX-License-Identifier: Apache-2.0

/**
 * Stacks and runs: the plan, its approval, its log and its outputs. For apps on the legacy frontend system; the new
 * one takes the plugin from `/alpha`.
 *
 * @packageDocumentation
 */
export * from './plugin';
export * from './translation';
