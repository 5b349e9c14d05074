// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { backend } from '../__testUtils__/backend';
import { renderPage } from '../__testUtils__/renderPlugin';

/** In a file of their own: what a person may do is remembered for a while, over the tests of a file too. */
describe('who may read the estate and not manage it', () => {
  registerMswTestHooks(backend);

  it('has no sweep for who may not, and names the permission', async () => {
    renderPage('/accounts', { isReader: true });
    expect(
      await screen.findByText(/permission groundwork\.estate\.sweep\.manage/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Sweep/ }),
    ).not.toBeInTheDocument();
  });

  it('has nothing to select for who may not accept, and names the permission', async () => {
    renderPage('/unowned', { isReader: true });
    expect(
      await screen.findByText(/permission groundwork\.estate\.sweep\.manage/),
    ).toBeVisible();
    expect(screen.queryByRole('checkbox')).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /owner/ }),
    ).not.toBeInTheDocument();
  });

  it('has no test for who may not, and names the permission', async () => {
    renderPage('/connect', { isReader: true });
    expect(
      await screen.findByText(/permission groundwork\.estate\.sweep\.manage/),
    ).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /Test/ }),
    ).not.toBeInTheDocument();
  });
});
