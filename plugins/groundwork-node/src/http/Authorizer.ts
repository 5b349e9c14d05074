// SPDX-License-Identifier: Apache-2.0
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';

/**
 * Asks the permission framework for basic permissions, always with the caller's credentials.
 *
 * @public
 */
export class Authorizer {
  readonly #permissions: PermissionsService;

  static create(options: { permissions: PermissionsService }): Authorizer {
    return new Authorizer(options.permissions);
  }

  private constructor(permissions: PermissionsService) {
    this.#permissions = permissions;
  }

  /** Throws a NotAllowedError, and so answers a 403, that names the permission. */
  async require(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (!(await this.has(permission, credentials))) {
      throw new NotAllowedError(
        `You need the permission ${permission.name}; ask the people who look after this Backstage`,
      );
    }
  }

  async has(
    permission: BasicPermission,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }
}
