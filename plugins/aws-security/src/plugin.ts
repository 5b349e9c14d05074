// SPDX-License-Identifier: Apache-2.0
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { SecurityClient } from '@groundwork/backstage-plugin-groundwork-common';
import { securityApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import { entityContentRouteRef, findingsRouteRef } from './routes';

/**
 * The findings of entities for apps on the legacy frontend system.
 *
 * @public
 */
export const awsSecurityPlugin = createPlugin({
  id: 'aws-security',
  apis: [
    createApiFactory({
      api: securityApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        new SecurityClient({
          fetchApi,
          baseUrl: async () => 'plugin://aws-security',
        }),
    }),
  ],
  routes: { entityContent: entityContentRouteRef },
  externalRoutes: { findings: findingsRouteRef },
});

/**
 * The tab "Security" of an entity page.
 *
 * @public
 */
export const EntitySecurityContent: () => JSX.Element =
  awsSecurityPlugin.provide(
    createRoutableExtension({
      name: 'EntitySecurityContent',
      mountPoint: entityContentRouteRef,
      component: () =>
        import('./components/tab/EntitySecurityContent').then(
          m => m.EntitySecurityContent,
        ),
    }),
  );

/**
 * The card "Security findings" of an entity page.
 *
 * @public
 */
export const EntityFindingsCard: () => JSX.Element = awsSecurityPlugin.provide(
  createComponentExtension({
    name: 'EntityFindingsCard',
    component: {
      lazy: () =>
        import('./components/card/EntityFindingsCard').then(
          m => m.EntityFindingsCard,
        ),
    },
  }),
);
