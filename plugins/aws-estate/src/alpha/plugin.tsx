// SPDX-License-Identifier: Apache-2.0
import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EstateClient } from '@groundwork/backstage-plugin-groundwork-common';
import { estateApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { RiCloudLine } from '@remixicon/react';
import {
  entityContentRouteRef,
  rootRouteRef,
  stacksRouteRef,
  templateRouteRef,
} from '../routes';
import { resourcesCard, resourcesContent } from './entity';

const estateApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: estateApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new EstateClient({
          fetchApi,
          baseUrl: async () => 'plugin://aws-estate',
        }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/aws-estate',
    routeRef: rootRouteRef,
    title: 'Estate',
    icon: <RiCloudLine />,
  },
});

const accountsTab = SubPageBlueprint.make({
  name: 'accounts',
  params: {
    path: 'accounts',
    title: 'Accounts',
    loader: () =>
      import('../components/accounts/AccountsPage').then(m => (
        <m.AccountsPage />
      )),
  },
});

const unownedTab = SubPageBlueprint.make({
  name: 'unowned',
  params: {
    path: 'unowned',
    title: 'Unowned resources',
    loader: () =>
      import('../components/unowned/UnownedPage').then(m => <m.UnownedPage />),
  },
});

const connectTab = SubPageBlueprint.make({
  name: 'connect',
  params: {
    path: 'connect',
    title: 'Connect',
    loader: () =>
      import('../components/connect/ConnectPage').then(m => <m.ConnectPage />),
  },
});

/**
 * Accounts, Regions and resources of the AWS estate for the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'aws-estate',
  title: 'Estate',
  icon: <RiCloudLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { stacks: stacksRouteRef, template: templateRouteRef },
  extensions: [
    estateApi,
    page,
    accountsTab,
    unownedTab,
    connectTab,
    resourcesCard,
    resourcesContent,
  ],
});
