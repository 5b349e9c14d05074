// SPDX-License-Identifier: Apache-2.0

/**
 * `KeyArn` is `key_arn` in the rest of the suite, whichever engine made it.
 *
 * @public
 */
export function toOutputName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLocaleLowerCase('en-US');
}
