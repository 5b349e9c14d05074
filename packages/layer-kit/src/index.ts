// SPDX-License-Identifier: Apache-2.0

/**
 * The rules every layer folder keeps, and the commands around them.
 *
 * @packageDocumentation
 */
export { main } from './cli';
