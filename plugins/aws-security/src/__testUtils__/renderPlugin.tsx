// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { estateApiRef } from '@groundwork/backstage-plugin-groundwork-react';
import awsSecurityPlugin from '../alpha';
import { findingsCard, securityContent } from '../alpha/entity';
import { findingsRouteRef } from '../routes';
import { summary } from './findings';

export const component: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'orders' },
};

const listAccounts = async () => ({
  items: [
    {
      accountId: '111111111111',
      name: 'Orders production',
      environment: 'production' as const,
      regions: [],
    },
  ],
  problems: [],
  freshness: summary.freshness,
});

const apis = [
  mockApis.fetch({
    resolvePluginProtocol: {
      discoveryApi: {
        getBaseUrl: async (id: string) => `http://backend.test/api/${id}`,
      },
    },
  }),
  [estateApiRef, { listAccounts }],
] as const;

/** Opens the card or the tab of an entity, the tab at an address. */
export function renderEntity(what: 'card' | 'content', search = '') {
  return renderTestApp({
    apis,
    extensions: [
      createTestEntityPage({ entity: component }),
      awsSecurityPlugin.getExtension('api:aws-security'),
      what === 'card' ? findingsCard : securityContent,
    ],
    mountedRoutes: {
      '/security-tab': findingsRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    initialRouteEntries: [`/${search}`],
  });
}
