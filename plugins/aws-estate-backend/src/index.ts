// SPDX-License-Identifier: Apache-2.0

/**
 * The estate of Groundwork: which AWS accounts, Regions and resources there are, and which entity each resource belongs to.
 *
 * @packageDocumentation
 */
export { awsEstatePlugin as default } from './plugin';
