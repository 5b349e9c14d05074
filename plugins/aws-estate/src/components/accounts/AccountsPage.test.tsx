// SPDX-License-Identifier: Apache-2.0
import { registerMswTestHooks } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import {
  BASE_URL,
  answer,
  backend,
  refusal,
} from '../../__testUtils__/backend';
import { estate } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPlugin';

/** Takes sweeps, and keeps what was asked for. */
function takeSweeps() {
  const asked: unknown[] = [];
  backend.use(
    http.post(`${BASE_URL}/sweep`, async ({ request }) => {
      const body = await request.json();
      asked.push(body);
      return HttpResponse.json({ targets: asked.length === 1 ? 1 : 3 });
    }),
  );
  return asked;
}

describe('AccountsPage', () => {
  registerMswTestHooks(backend);

  it('shows each account and Region with what is known of it', async () => {
    renderPage('/accounts');
    const read = await screen.findByRole('row', {
      name: /Orders production.*eu-west-1/,
    });
    expect(read).toHaveTextContent('111111111111');
    expect(read).toHaveTextContent('Production');
    expect(read).toHaveTextContent('orders-team');
    expect(within(read).getByText('1,200')).toBeVisible();
    expect(within(read).getByText('0')).toBeVisible();
    expect(read).toHaveTextContent('2 minutes ago');
    const refused = screen.getByRole('row', { name: /us-east-1/ });
    expect(refused).toHaveTextContent('Could not be read');
    expect(refused).toHaveTextContent('3 hours ago');
    expect(refused).toHaveTextContent(
      'AccessDeniedException: tag:GetResources',
    );
    expect(within(refused).getByText('34')).toBeVisible();
  });

  it('shows unknown for what was never read, never zero', async () => {
    renderPage('/accounts');
    const never = await screen.findByRole('row', { name: /Orders staging/ });
    expect(never).toHaveTextContent('Never read');
    expect(within(never).getAllByText(/^unknown/)).toHaveLength(3);
    expect(never).not.toHaveTextContent(/\b0\b/);
    expect(screen.getByText('99.5 % of what is known')).toBeVisible();
    expect(screen.getByText('at least 1,234')).toBeVisible();
    expect(screen.getByText('at least 5')).toBeVisible();
    expect(screen.getByText('2 of 3 read at least once')).toBeVisible();
  });

  it('sweeps one account and Region, and all, when it is asked to', async () => {
    const asked = takeSweeps();
    renderPage('/accounts');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Sweep 222222222222/eu-west-1 now',
      }),
    );
    expect(
      await screen.findByText(/One account and Region is read now/),
    ).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Sweep all now' }),
    );
    expect(
      await screen.findByText(/3 accounts and Regions are read now/),
    ).toBeVisible();
    expect(asked).toEqual([
      { targets: [{ accountId: '222222222222', region: 'eu-west-1' }] },
      {},
    ]);
  });

  it('says why a sweep could not be asked for', async () => {
    backend.use(
      http.post(`${BASE_URL}/sweep`, () =>
        refusal(503, 'ServiceUnavailableError', 'The database is away'),
      ),
    );
    renderPage('/accounts');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sweep all now' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The sweep could not be asked for: The database is away',
    );
  });

  it('sorts by a count, with what is unknown last either way', async () => {
    renderPage('/accounts');
    const header = await screen.findByRole('columnheader', {
      name: /^Resources/,
    });
    const orderOf = () =>
      screen
        .getAllByRole('row')
        .slice(1)
        .map(row => within(row).getAllByRole('gridcell')[2].textContent ?? '')
        .map(text => text.replace(/\(.*/, '').trim());
    await userEvent.click(header);
    await waitFor(() => expect(orderOf()).toEqual(['34', '1,200', 'unknown']));
    await userEvent.click(header);
    await waitFor(() => expect(orderOf()).toEqual(['1,200', '34', 'unknown']));
  });

  it('says what to configure when there is no account', async () => {
    backend.use(
      answer(`${BASE_URL}/accounts`, {
        ...estate,
        items: [],
        coveragePercent: undefined,
        problems: [],
        freshness: { targets: 0, failed: 0 },
      }),
    );
    renderPage('/accounts');
    expect(await screen.findByText('No account is swept')).toBeVisible();
    expect(screen.getByText(/groundwork\.accounts/)).toBeVisible();
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/accounts`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderPage('/accounts');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.estate.resource.read',
    );
  });
});
