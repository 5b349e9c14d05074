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
  AwsStacksPage,
  EntityInfrastructureCard,
  EntityInfrastructureContent,
  awsStacksPlugin,
} from './index';

const config = {
  app: { baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://backend.test' },
};

describe('the plugin on the legacy frontend system', () => {
  registerMswTestHooks(backend);

  it('mounts in an app of createApp and shows the stacks', async () => {
    window.history.replaceState({}, '', '/aws-stacks');
    const app = createApp({
      plugins: [catalogPlugin, awsStacksPlugin],
      configLoader: async () => [{ context: 'test', data: config }],
    });
    const Root = app.createRoot(
      <AppRouter>
        <FlatRoutes>
          <Route path="/aws-stacks" element={<AwsStacksPage />} />
          <Route path="/catalog" element={<CatalogIndexPage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          >
            <EntityInfrastructureContent />
            <EntityInfrastructureCard />
          </Route>
        </FlatRoutes>
      </AppRouter>,
    );
    render(<Root />);
    expect(
      await screen.findByRole('row', { name: /orders/ }),
    ).toHaveTextContent('kms');
    expect(screen.getByRole('tab', { name: 'Runs' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'orders' })).toHaveAttribute(
      'href',
      '/aws-stacks/stacks/01JD5T0000000000000000KMS1',
    );
  });
});
