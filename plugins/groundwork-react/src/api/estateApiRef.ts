// SPDX-License-Identifier: Apache-2.0
import { createApiRef } from '@backstage/frontend-plugin-api';
import type { EstateApi } from '@groundwork/backstage-plugin-groundwork-common';

/**
 * The web API of `aws-estate` in the browser. The `aws-estate` plugin provides it; other plugins use it.
 *
 * @public
 */
export const estateApiRef = createApiRef<EstateApi>().with({
  id: 'plugin.aws-estate.api',
  pluginId: 'aws-estate',
});
