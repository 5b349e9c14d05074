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
import { connections } from '../../__testUtils__/estate';
import { renderPage } from '../../__testUtils__/renderPlugin';

describe('ConnectPage', () => {
  registerMswTestHooks(backend);

  it('shows what can be read, and what to allow where it cannot', async () => {
    renderPage('/connect');
    const row = await screen.findByRole('row', { name: /111111111111/ });
    const cells = within(row).getAllByRole('gridcell');
    expect(cells.map(cell => cell.textContent)).toEqual([
      'Readable',
      'DeniedAllow securityhub:DescribeHubAllow it to the role groundwork-sweep.',
      'Not enabled',
      '30 minutes ago',
      'Test again',
    ]);
    const never = screen.getByRole('row', { name: /222222222222/ });
    expect(never).toHaveTextContent('Unknown');
    expect(never).toHaveTextContent('Never tested');
    expect(never).not.toHaveTextContent('Readable');
    expect(
      screen.getByRole('columnheader', { name: 'Security Hub' }),
    ).toBeVisible();
  });

  it('tests one or all again, and shows what has changed', async () => {
    const asked: unknown[] = [];
    const healed = connections.map(each => ({ ...each, state: 'readable' }));
    backend.use(
      http.post(`${BASE_URL}/connections/test`, async ({ request }) => {
        asked.push(await request.json());
        backend.use(answer(`${BASE_URL}/connections`, { items: healed }));
        return HttpResponse.json({ items: healed });
      }),
    );
    renderPage('/connect');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Test 111111111111/eu-west-1 again',
      }),
    );
    await waitFor(() =>
      expect(screen.queryByText('Denied')).not.toBeInTheDocument(),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Test all again' }),
    );
    await waitFor(() => expect(asked).toHaveLength(2));
    expect(asked).toEqual([
      { targets: [{ accountId: '111111111111', region: 'eu-west-1' }] },
      {},
    ]);
  });

  it('leaves out what can be read, on demand, and keeps that in the address', async () => {
    const readable = { ...connections[0], region: 'us-east-1' };
    backend.use(
      answer(`${BASE_URL}/connections`, { items: [...connections, readable] }),
    );
    renderPage('/connect');
    expect(await screen.findByRole('row', { name: /us-east-1/ })).toBeVisible();
    await userEvent.click(
      screen.getByRole('switch', { name: 'Only what cannot be read' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('row', { name: /us-east-1/ }),
      ).not.toBeInTheDocument(),
    );
    expect(screen.getByRole('row', { name: /111111111111/ })).toBeVisible();
  });

  it('says why a test could not be made', async () => {
    backend.use(
      http.post(`${BASE_URL}/connections/test`, () =>
        refusal(503, 'ServiceUnavailableError', 'The database is away'),
      ),
    );
    renderPage('/connect');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Test all again' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The test could not be made: The database is away',
    );
  });

  it('names the permission when it is denied', async () => {
    backend.use(
      http.get(`${BASE_URL}/connections`, () =>
        refusal(403, 'NotAllowedError', 'Not allowed'),
      ),
    );
    renderPage('/connect');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'groundwork.estate.resource.read',
    );
  });
});
