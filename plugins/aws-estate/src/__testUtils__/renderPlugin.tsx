// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import awsEstatePlugin from '../alpha';
import { resourcesCard, resourcesContent } from '../alpha/entity';
import { stacksRouteRef, templateRouteRef } from '../routes';

interface RenderOptions {
  entities?: Entity[];
  /** Whether the permission to sweep, test and accept is refused. */
  isReader?: boolean;
}

const fetchApi = mockApis.fetch({
  resolvePluginProtocol: {
    discoveryApi: {
      getBaseUrl: async (id: string) => `http://backend.test/api/${id}`,
    },
  },
});

const apisOf = ({ entities = [], isReader = false }: RenderOptions) =>
  [
    fetchApi,
    catalogApiMock({ entities }),
    mockApis.permission({
      authorize: isReader ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
    }),
  ] as const;

/** Opens the plugin's page at an address. */
export function renderPage(path: string, options: RenderOptions = {}) {
  return renderTestApp({
    apis: apisOf(options),
    features: [awsEstatePlugin],
    mountedRoutes: {
      '/catalog/:namespace/:kind/:name': entityRouteRef,
      '/create/templates/:namespace/:templateName': templateRouteRef,
      '/aws-stacks': stacksRouteRef,
    },
    initialRouteEntries: [`/aws-estate${path}`],
  });
}

/** Opens the card or the tab of an entity. */
export function renderEntity(entity: Entity, what: 'card' | 'content') {
  return renderTestApp({
    apis: apisOf({}),
    extensions: [
      createTestEntityPage({ entity }),
      awsEstatePlugin.getExtension('api:aws-estate'),
      what === 'card' ? resourcesCard : resourcesContent,
    ],
  });
}
