// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase, isError } from '@backstage/errors';

/**
 * The plugin that was asked is not installed, or not running: what it would know is unknown, not empty.
 *
 * @public
 */
export class NotInstalledError extends CustomErrorBase {
  name = 'NotInstalledError' as const;
}

/**
 * Whether an error says that the plugin which was asked is not installed.
 *
 * @public
 */
export function isNotInstalledError(error: unknown): boolean {
  return isError(error) && error.name === 'NotInstalledError';
}
