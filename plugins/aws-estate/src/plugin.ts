// SPDX-License-Identifier: Apache-2.0
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { EstateClient } from '@groundwork/backstage-plugin-groundwork-common';
import { estateApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import {
  entityContentRouteRef,
  rootRouteRef,
  stacksRouteRef,
  templateRouteRef,
} from './routes';

/**
 * The AWS estate for apps on the legacy frontend system.
 *
 * @public
 */
export const awsEstatePlugin = createPlugin({
  id: 'aws-estate',
  apis: [
    createApiFactory({
      api: estateApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new EstateClient({
          fetchApi,
          baseUrl: async () => 'plugin://aws-estate',
        }),
    }),
  ],
  routes: { root: rootRouteRef, entityContent: entityContentRouteRef },
  externalRoutes: { stacks: stacksRouteRef, template: templateRouteRef },
});

/**
 * The page, for a route such as `/aws-estate`.
 *
 * @public
 */
export const AwsEstatePage: () => JSX.Element = awsEstatePlugin.provide(
  createRoutableExtension({
    name: 'AwsEstatePage',
    mountPoint: rootRouteRef,
    component: () =>
      import('./components/LegacyAwsEstatePage').then(
        m => m.LegacyAwsEstatePage,
      ),
  }),
);

/**
 * The tab "AWS resources" of an entity page.
 *
 * @public
 */
export const EntityResourcesContent: () => JSX.Element =
  awsEstatePlugin.provide(
    createRoutableExtension({
      name: 'EntityResourcesContent',
      mountPoint: entityContentRouteRef,
      component: () =>
        import('./components/entity/EntityResourcesContent').then(
          m => m.EntityResourcesContent,
        ),
    }),
  );

/**
 * The card "AWS resources" of an entity page.
 *
 * @public
 */
export const EntityResourcesCard: () => JSX.Element = awsEstatePlugin.provide(
  createComponentExtension({
    name: 'EntityResourcesCard',
    component: {
      lazy: () =>
        import('./components/entity/EntityResourcesCard').then(
          m => m.EntityResourcesCard,
        ),
    },
  }),
);
