// SPDX-License-Identifier: Apache-2.0
import {
  ApiBlueprint,
  PageBlueprint,
  SubPageBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { StacksClient } from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { RiStackLine } from '@remixicon/react';
import {
  createStackRouteRef,
  docsRouteRef,
  entityContentRouteRef,
  rootRouteRef,
  taskRouteRef,
  templateRouteRef,
} from '../routes';
import { infrastructureCard, infrastructureContent } from './entity';

const stacksApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: stacksApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new StacksClient({
          fetchApi,
          baseUrl: async () => 'plugin://aws-stacks',
        }),
    }),
});

const page = PageBlueprint.make({
  params: {
    path: '/aws-stacks',
    routeRef: rootRouteRef,
    title: 'Infrastructure',
    icon: <RiStackLine />,
  },
});

const stacksTab = SubPageBlueprint.make({
  name: 'stacks',
  params: {
    path: 'stacks',
    title: 'Stacks',
    loader: () =>
      import('../components/StacksRoutes').then(m => <m.StacksRoutes />),
  },
});

const runsTab = SubPageBlueprint.make({
  name: 'runs',
  params: {
    path: 'runs',
    title: 'Runs',
    loader: () =>
      import('../components/RunsRoutes').then(m => <m.RunsRoutes />),
  },
});

const approvalsTab = SubPageBlueprint.make({
  name: 'approvals',
  params: {
    path: 'approvals',
    title: 'Approvals',
    loader: () =>
      import('../components/approvals/ApprovalsPage').then(m => (
        <m.ApprovalsPage />
      )),
  },
});

const layersTab = SubPageBlueprint.make({
  name: 'layers',
  params: {
    path: 'layers',
    title: 'Layers',
    loader: () =>
      import('../components/layers/LayersPage').then(m => <m.LayersPage />),
  },
});

/**
 * Stacks and runs for the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'aws-stacks',
  title: 'Infrastructure',
  icon: <RiStackLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: {
    create: createStackRouteRef,
    docs: docsRouteRef,
    task: taskRouteRef,
    template: templateRouteRef,
  },
  extensions: [
    stacksApi,
    page,
    stacksTab,
    runsTab,
    approvalsTab,
    layersTab,
    infrastructureCard,
    infrastructureContent,
  ],
});
