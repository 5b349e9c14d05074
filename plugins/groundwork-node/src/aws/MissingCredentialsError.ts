// SPDX-License-Identifier: Apache-2.0
import { CustomErrorBase } from '@backstage/errors';

/** The configuration has no credentials for an account. */
export class MissingCredentialsError extends CustomErrorBase {
  name = 'MissingCredentialsError' as const;
}
