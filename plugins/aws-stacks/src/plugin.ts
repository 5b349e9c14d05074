// SPDX-License-Identifier: Apache-2.0
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { StacksClient } from '@groundwork/backstage-plugin-groundwork-common';
import { stacksApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import {
  createStackRouteRef,
  docsRouteRef,
  entityContentRouteRef,
  rootRouteRef,
  taskRouteRef,
  templateRouteRef,
} from './routes';

/**
 * Stacks and runs for apps on the legacy frontend system.
 *
 * @public
 */
export const awsStacksPlugin = createPlugin({
  id: 'aws-stacks',
  apis: [
    createApiFactory({
      api: stacksApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new StacksClient({
          fetchApi,
          baseUrl: async () => 'plugin://aws-stacks',
        }),
    }),
  ],
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: {
    create: createStackRouteRef,
    docs: docsRouteRef,
    task: taskRouteRef,
    template: templateRouteRef,
  },
});

/**
 * The page, for a route such as `/aws-stacks`.
 *
 * @public
 */
export const AwsStacksPage: () => JSX.Element = awsStacksPlugin.provide(
  createRoutableExtension({
    name: 'AwsStacksPage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./components/LegacyAwsStacksPage').then(
        m => m.LegacyAwsStacksPage,
      ),
  }),
);

/**
 * The tab "Infrastructure" of an entity page.
 *
 * @public
 */
export const EntityInfrastructureContent: () => JSX.Element =
  awsStacksPlugin.provide(
    createRoutableExtension({
      name: 'EntityInfrastructureContent',
      mountPoint: entityContentRouteRef,
      component: () =>
        import('./components/entity/EntityInfrastructureContent').then(
          m => m.EntityInfrastructureContent,
        ),
    }),
  );

/**
 * The card of the entity of a stack.
 *
 * @public
 */
export const EntityInfrastructureCard: () => JSX.Element =
  awsStacksPlugin.provide(
    createComponentExtension({
      name: 'EntityInfrastructureCard',
      component: {
        lazy: () =>
          import('./components/entity/EntityInfrastructureCard').then(
            m => m.EntityInfrastructureCard,
          ),
      },
    }),
  );
