// SPDX-License-Identifier: Apache-2.0
import type { IdentityApi } from '@backstage/frontend-plugin-api';
import { storeSignInChoice } from './signInChoice';

/** The same identity; after signing out the sign-in page asks again who to be. */
export function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      storeSignInChoice(undefined);
      await identity.signOut();
    },
  };
}
