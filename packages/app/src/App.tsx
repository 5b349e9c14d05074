// SPDX-License-Identifier: Apache-2.0
import { createApp } from '@backstage/frontend-defaults';
import { navModule } from './modules/nav';
import { sandboxModule } from './modules/sandbox';
import { signInModule } from './modules/signIn';

// The plugins come from this package's dependencies, by `app.packages: all`.
export default createApp({
  features: [navModule, signInModule, sandboxModule],
});
