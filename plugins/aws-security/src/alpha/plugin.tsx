// SPDX-License-Identifier: Apache-2.0
import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { SecurityClient } from '@groundwork/backstage-plugin-groundwork-common';
import { securityApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { RiShieldCheckLine } from '@remixicon/react';
import { entityContentRouteRef, findingsRouteRef } from '../routes';
import { findingsCard, securityContent } from './entity';

const securityApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: securityApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new SecurityClient({
          fetchApi,
          baseUrl: async () => 'plugin://aws-security',
        }),
    }),
});

/**
 * The findings of entities for the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'aws-security',
  title: 'Security',
  icon: <RiShieldCheckLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: { entityContent: entityContentRouteRef },
  externalRoutes: { findings: findingsRouteRef },
  extensions: [securityApi, findingsCard, securityContent],
});
