// SPDX-License-Identifier: Apache-2.0

/**
 * Says what a plan costs a month, from a dated table of AWS list prices.
 *
 * @packageDocumentation
 */
export { awsStacksModulePrices as default } from './module';
