// SPDX-License-Identifier: Apache-2.0
import { AuthenticationError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  type SignInResolver,
} from '@backstage/plugin-auth-node';
import { SANDBOX_USER_HEADER, SANDBOX_USERS } from './sandboxUsers';

/** What the sandbox knows about a caller. */
export interface SandboxAuthResult {
  userRef: string;
}

/** Believes the header, and only the names of the sample people. */
export const sandboxAuthenticator = createProxyAuthenticator<
  undefined,
  SandboxAuthResult,
  undefined
>({
  defaultProfileTransform: async () => ({ profile: {} }),
  initialize() {
    return undefined;
  },
  async authenticate({ req }) {
    const given = req.header(SANDBOX_USER_HEADER);
    const userRef = SANDBOX_USERS.find(known => known === given);
    if (!userRef) {
      throw new AuthenticationError(
        `The header ${SANDBOX_USER_HEADER} must name one of ${SANDBOX_USERS.join(
          ', ',
        )}`,
      );
    }
    return { result: { userRef } };
  },
});

/** Signs in as the person's entity in the catalog, with its groups. */
export const signInAsSandboxUser: SignInResolver<SandboxAuthResult> = async (
  { result },
  context,
) => context.signInWithCatalogUser({ entityRef: result.userRef });
