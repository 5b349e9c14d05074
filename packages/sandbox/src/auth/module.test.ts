// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parseAllDocuments } from 'yaml';
import { authModuleSandboxProvider } from './module';

function people(): Entity[] {
  const file = resolvePackagePath('@groundwork/sandbox', 'catalog/people.yaml');
  return parseAllDocuments(readFileSync(file, 'utf8'))
    .map(document => document.toJS())
    .map(entity => ({
      ...entity,
      metadata: { namespace: 'default', ...entity.metadata },
      relations: (entity.spec.memberOf ?? []).map((group: string) => ({
        type: 'memberOf',
        targetRef: `group:default/${group}`,
      })),
    }));
}

const config = (enabled: boolean) =>
  mockServices.rootConfig.factory({
    data: {
      app: { baseUrl: 'http://localhost:3000' },
      auth: { providers: { sandbox: {} } },
      groundwork: { sandbox: { enabled } },
    },
  });

async function backend(enabled: boolean) {
  return startTestBackend({
    features: [
      authPlugin,
      authModuleSandboxProvider,
      config(enabled),
      catalogServiceMock.factory({ entities: people() }),
    ],
  });
}

describe('authModuleSandboxProvider', () => {
  const nodeEnv = process.env.NODE_ENV;
  afterEach(() => {
    Object.assign(process.env, { NODE_ENV: nodeEnv });
  });

  const signIn = (port: number, user?: string) =>
    fetch(`http://localhost:${port}/api/auth/sandbox/refresh`, {
      headers: user ? { 'x-groundwork-sandbox-user': user } : {},
    });

  it.each([
    ['user:default/rita.meyer', 'group:default/platform-engineering'],
    ['user:default/amir.haddad', 'group:default/platform-approvers'],
    ['user:default/sol.okafor', 'group:default/security'],
    ['user:default/vic.tanaka', 'group:default/ephemeris-team'],
  ])('signs in %s with the groups of the catalog', async (user, group) => {
    const started = await backend(true);
    const { server } = started;
    const answer = await signIn(server.port(), user);
    expect(answer.status).toBe(200);
    const { backstageIdentity } = await answer.json();
    expect(backstageIdentity.identity).toMatchObject({
      userEntityRef: user,
      ownershipEntityRefs: expect.arrayContaining([user, group]),
    });
    await started.stop();
  });

  it.each([undefined, 'user:default/mallory', 'rita.meyer', ''])(
    'refuses %p',
    async user => {
      const started = await backend(true);
      const { server } = started;
      expect((await signIn(server.port(), user)).status).toBe(401);
      await started.stop();
    },
  );

  it('is not there outside the sandbox', async () => {
    const started = await backend(false);
    const { server } = started;
    const answer = await signIn(server.port(), 'user:default/rita.meyer');
    expect(answer.status).toBe(404);
    await started.stop();
  });

  it('stops a production backend that was told to be a sandbox', async () => {
    Object.assign(process.env, { NODE_ENV: 'production' });
    await expect(backend(true)).rejects.toThrow(
      'groundwork.sandbox.enabled lets anybody in without a password',
    );
  });
});
