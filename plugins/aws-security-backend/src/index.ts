// SPDX-License-Identifier: Apache-2.0

/**
 * Collects the findings of Security Hub, GuardDuty's among them, and shows each entity its own.
 *
 * @packageDocumentation
 */
export { awsSecurityPlugin as default } from './plugin';
