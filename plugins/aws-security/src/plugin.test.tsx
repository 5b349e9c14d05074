// SPDX-License-Identifier: Apache-2.0
import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { createApiFactory } from '@backstage/core-plugin-api';
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityLayout,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route } from 'react-router-dom';
import { backend } from './__testUtils__/backend';
import { FINDING_ID, finding, threat } from './__testUtils__/findings';
import { component } from './__testUtils__/renderPlugin';
import {
  EntityFindingsCard,
  EntitySecurityContent,
  awsSecurityPlugin,
} from './index';

const config = {
  app: { baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://backend.test' },
};

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <EntityFindingsCard />
    </EntityLayout.Route>
    <EntityLayout.Route path="/security" title="Security">
      <EntitySecurityContent />
    </EntityLayout.Route>
  </EntityLayout>
);

function renderApp(path: string) {
  window.history.replaceState({}, '', path);
  const app = createApp({
    apis: [
      createApiFactory(
        catalogApiRef,
        catalogApiMock({ entities: [component] }),
      ),
    ],
    plugins: [catalogPlugin, awsSecurityPlugin],
    configLoader: async () => [{ context: 'test', data: config }],
  });
  const Root = app.createRoot(
    <AppRouter>
      <FlatRoutes>
        <Route path="/catalog" element={<CatalogIndexPage />} />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          {entityPage}
        </Route>
      </FlatRoutes>
    </AppRouter>,
  );
  render(<Root />);
}

describe('the plugin on the legacy frontend system', () => {
  registerMswTestHooks(backend);

  it('has the card in an app of createApp, which leads to the tab', async () => {
    renderApp('/catalog/default/component/orders');
    await userEvent.click(
      await screen.findByRole('link', { name: 'All findings' }),
    );
    expect(
      await screen.findByRole('row', { name: /mining pool/ }),
    ).toHaveTextContent('Critical');
    expect(window.location.pathname).toBe(
      '/catalog/default/component/orders/security',
    );
    expect(screen.getByRole('link', { name: threat.title })).toBeVisible();
  });

  it('opens a finding by its address, and closes it', async () => {
    renderApp(
      `/catalog/default/component/orders/security?finding=${FINDING_ID}`,
    );
    expect(await screen.findByRole('dialog')).toBeVisible();
    expect(
      await screen.findByRole('heading', { name: finding.title }),
    ).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(window.location.search).toBe(''));
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });
});
