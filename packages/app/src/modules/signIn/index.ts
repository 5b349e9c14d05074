// SPDX-License-Identifier: Apache-2.0
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const signInPage = SignInPageBlueprint.make({
  params: { loader: () => import('./SignInPage').then(m => m.SignInPage) },
});

/** Sign-in: as a guest, and in the sandbox as one of its people. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [signInPage],
});
