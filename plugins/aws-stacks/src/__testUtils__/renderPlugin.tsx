// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import awsStacksPlugin from '../alpha';
import { infrastructureCard, infrastructureContent } from '../alpha/entity';
import {
  createStackRouteRef,
  rootRouteRef,
  taskRouteRef,
  templateRouteRef,
} from '../routes';

const apis = [
  mockApis.fetch({
    resolvePluginProtocol: {
      discoveryApi: {
        getBaseUrl: async (id: string) => `http://backend.test/api/${id}`,
      },
    },
  }),
] as const;

/** Opens the plugin's page at an address. */
export function renderPage(path: string) {
  return renderTestApp({
    apis,
    features: [awsStacksPlugin],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/create': createStackRouteRef,
      '/create/tasks/:taskId': taskRouteRef,
      '/create/templates/:namespace/:templateName': templateRouteRef,
    },
    initialRouteEntries: [`/aws-stacks${path}`],
  });
}

/** Opens the card or the tab of an entity. */
export function renderEntity(entity: Entity, what: 'card' | 'content') {
  const plugin = awsStacksPlugin.getExtension('api:aws-stacks');
  return renderTestApp({
    apis,
    extensions: [
      createTestEntityPage({ entity }),
      plugin,
      what === 'card' ? infrastructureCard : infrastructureContent,
    ],
    mountedRoutes: {
      '/aws-stacks': rootRouteRef,
      '/create': createStackRouteRef,
    },
  });
}
