// SPDX-License-Identifier: Apache-2.0
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { sandboxBanner } from './sandboxBanner';

/** What only the sandbox shows. */
export const sandboxModule = createFrontendModule({
  pluginId: 'app',
  extensions: [sandboxBanner],
});
