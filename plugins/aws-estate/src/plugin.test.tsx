// SPDX-License-Identifier: Apache-2.0
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { render, screen } from '@testing-library/react';
import { Route } from 'react-router-dom';
import { backend } from './__testUtils__/backend';
import {
  AwsEstatePage,
  EntityResourcesCard,
  EntityResourcesContent,
  awsEstatePlugin,
} from './index';

const config = {
  app: { baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://backend.test' },
};

describe('the plugin on the legacy frontend system', () => {
  registerMswTestHooks(backend);

  it('mounts in an app of createApp and shows the accounts', async () => {
    window.history.replaceState({}, '', '/aws-estate');
    const app = createApp({
      plugins: [catalogPlugin, awsEstatePlugin],
      configLoader: async () => [{ context: 'test', data: config }],
    });
    const Root = app.createRoot(
      <AppRouter>
        <FlatRoutes>
          <Route path="/aws-estate" element={<AwsEstatePage />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            <EntityResourcesContent />
            <EntityResourcesCard />
          </Route>
        </FlatRoutes>
      </AppRouter>,
    );
    render(<Root />);
    expect(
      await screen.findByRole('row', { name: /Orders staging/ }),
    ).toHaveTextContent('222222222222');
    expect(screen.getByRole('tab', { name: 'Connect' })).toHaveAttribute(
      'href',
      '/aws-estate/connect',
    );
  });
});
