// SPDX-License-Identifier: Apache-2.0
import { createApiRef } from '@backstage/frontend-plugin-api';
import type { StacksApi } from '@groundwork/backstage-plugin-groundwork-common';

/**
 * The web API of `aws-stacks` in the browser. The `aws-stacks` plugin provides it; form fields and other plugins use it.
 *
 * @public
 */
export const stacksApiRef = createApiRef<StacksApi>().with({
  id: 'plugin.aws-stacks.api',
  pluginId: 'aws-stacks',
});
