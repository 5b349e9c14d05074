// SPDX-License-Identifier: Apache-2.0
import { createApiRef } from '@backstage/frontend-plugin-api';
import type { SecurityApi } from '@groundwork/backstage-plugin-groundwork-common';

/**
 * The web API of `aws-security` in the browser. The `aws-security` plugin provides it; other plugins use it.
 *
 * @public
 */
export const securityApiRef = createApiRef<SecurityApi>().with({
  id: 'plugin.aws-security.api',
  pluginId: 'aws-security',
});
