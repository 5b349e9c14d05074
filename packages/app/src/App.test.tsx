// SPDX-License-Identifier: Apache-2.0
import { createApp } from '@backstage/frontend-defaults';
import { mockApis } from '@backstage/frontend-test-utils';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sandboxModule } from './modules/sandbox';
import { signInModule } from './modules/signIn';
import { readSignInChoice } from './modules/signIn/signInChoice';

const config = {
  app: { baseUrl: 'http://localhost:3000' },
  backend: { baseUrl: 'http://backend.test' },
  groundwork: {
    sandbox: {
      enabled: true,
      users: [
        {
          ref: 'user:default/rita.meyer',
          name: 'Rita Meyer',
          role: 'Requests',
        },
        {
          ref: 'user:default/amir.haddad',
          name: 'Amir Haddad',
          role: 'Approves',
        },
      ],
    },
  },
};

const outside = { ...config, groundwork: { sandbox: { enabled: false } } };

function session(userEntityRef: string) {
  const part = (value: object) => window.btoa(JSON.stringify(value));
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return {
    profile: {},
    providerInfo: {},
    backstageIdentity: {
      token: `${part({})}.${part({ exp, sub: userEntityRef })}.`,
      identity: {
        type: 'user',
        userEntityRef,
        ownershipEntityRefs: [userEntityRef],
      },
    },
  };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });

describe('the app', () => {
  const fetchMock = jest.spyOn(window, 'fetch');
  beforeEach(() => {
    window.localStorage.clear();
    fetchMock.mockReset();
  });
  afterAll(() => fetchMock.mockRestore());

  const open = (data: typeof config | typeof outside = config) =>
    render(
      createApp({
        features: [signInModule, sandboxModule],
        advanced: {
          configLoader: async () => ({ config: mockApis.config({ data }) }),
        },
      }).createRoot(),
    );

  it('signs in as a person of the sandbox, and remembers who', async () => {
    fetchMock.mockResolvedValue(json(session('user:default/amir.haddad')));
    open();
    await userEvent.click(await screen.findByRole('button', { name: /Amir/ }));
    await waitFor(() => expect(fetchMock).toHaveBeenCalledTimes(1));
    const [url, init] = fetchMock.mock.calls[0];
    expect(url).toBe('http://backend.test/api/auth/sandbox/refresh');
    expect(new Headers(init?.headers).get('x-groundwork-sandbox-user')).toBe(
      'user:default/amir.haddad',
    );
    expect(readSignInChoice()).toEqual({
      provider: 'sandbox',
      userRef: 'user:default/amir.haddad',
    });
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /Amir/ }),
      ).not.toBeInTheDocument(),
    );
  });

  it('has only the guest outside the sandbox, and no banner', async () => {
    fetchMock.mockResolvedValue(json(session('user:default/guest')));
    open(outside);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Enter as a guest' }),
    );
    expect(fetchMock.mock.calls[0][0]).toBe(
      'http://backend.test/api/auth/guest/refresh',
    );
    expect(screen.queryByText(/emulated AWS estate/)).not.toBeInTheDocument();
  });

  it('says that it is a sandbox, before and after sign-in', async () => {
    open();
    expect(
      await screen.findByRole('complementary', { name: 'Sandbox' }),
    ).toHaveTextContent('No account, no resource and no person is real.');
  });

  it('says why signing in failed and lets one choose again', async () => {
    fetchMock.mockResolvedValue(
      json({ error: { name: 'AuthenticationError', message: 'Who?' } }, 401),
    );
    open();
    await userEvent.click(await screen.findByRole('button', { name: /Rita/ }));
    expect(await screen.findByText('Signing in failed')).toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose another way' }),
    );
    expect(await screen.findByRole('button', { name: /Amir/ })).toBeVisible();
    expect(readSignInChoice()).toBeUndefined();
  });

  it('asks again when the remembered person is no longer there', async () => {
    window.localStorage.setItem(
      'groundwork.signIn',
      JSON.stringify({ provider: 'sandbox', userRef: 'user:default/gone' }),
    );
    open();
    expect(await screen.findByRole('button', { name: /Rita/ })).toBeVisible();
    expect(fetchMock).not.toHaveBeenCalled();
  });
});
