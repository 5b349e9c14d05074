// SPDX-License-Identifier: Apache-2.0
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { resolveRequestSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { type EstateService, estateServiceRef } from './EstateService';

const ARN = 'arn:aws:s3:::orders';

/** A backend with a plugin that asks the estate, and with or without an estate. */
async function start(estate: ReturnType<typeof createBackendPlugin>[]) {
  let asked: EstateService | undefined;
  const asker = createBackendPlugin({
    pluginId: 'asker',
    register(env) {
      env.registerInit({
        deps: { service: estateServiceRef, http: coreServices.httpRouter },
        async init({ service }) {
          asked = service;
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [asker, ...estate, mockServices.rootConfig.factory()],
  });
  if (!asked) throw new Error('The plugin was not started');
  return { service: asked, backend };
}

function makeEstate(calls: unknown[]) {
  return createBackendPlugin({
    pluginId: 'aws-estate',
    register(env) {
      env.registerInit({
        deps: {
          http: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ http, httpAuth }) {
          http.use((request, response, next) => {
            const chunks: Buffer[] = [];
            request.on('data', chunk => chunks.push(chunk));
            request.on('end', async () => {
              const body = resolveRequestSchema.parse(
                JSON.parse(Buffer.concat(chunks).toString()),
              );
              const { principal } = await httpAuth.credentials(request);
              calls.push({ path: request.path, body, principal });
              if (body.arns.length === 0) {
                next(new NotFoundError('There is no map yet'));
                return;
              }
              response.json({
                refs: { [ARN]: ['component:default/orders'] },
                mapVersion: 3,
              });
            });
          });
        },
      });
    },
  });
}

/** An estate that answers what it is asked for by GET, with the path it was asked on. */
function makeReadableEstate(paths: string[]) {
  return createBackendPlugin({
    pluginId: 'aws-estate',
    register(env) {
      env.registerInit({
        deps: { http: coreServices.httpRouter },
        async init({ http }) {
          http.use((request, response) => {
            paths.push(request.url);
            response.json({
              items: [],
              totalItems: 7,
              problems: [],
              freshness: { targets: 2, failed: 1 },
            });
          });
        },
      });
    },
  });
}

describe('estateServiceRef', () => {
  const credentials = mockCredentials.service('plugin:asker');

  it('asks the estate of the same backend', async () => {
    const calls: unknown[] = [];
    const { service, backend } = await start([makeEstate(calls)]);
    const answer = await service.resolve({ arns: [ARN] }, { credentials });
    expect(answer).toEqual({
      refs: { [ARN]: ['component:default/orders'] },
      mapVersion: 3,
    });
    expect(calls).toEqual([
      {
        path: '/v1/resolve',
        body: { arns: [ARN] },
        principal: { type: 'service', subject: 'plugin:asker' },
      },
    ]);
    await expect(
      service.resolve({ arns: [] }, { credentials }),
    ).rejects.toMatchObject({ name: 'ResponseError' });
    await backend.stop();
  });

  it('asks how it stands and what it has found', async () => {
    const paths: string[] = [];
    const { service, backend } = await start([makeReadableEstate(paths)]);
    const { freshness } = await service.getFreshness({ credentials });
    expect(freshness).toEqual({ targets: 2, failed: 1 });
    const { totalItems } = await service.listResources(
      { accountId: '111111111111', resourceType: 'ec2:vpc', limit: 1 },
      { credentials },
    );
    expect(totalItems).toBe(7);
    expect(paths).toEqual([
      '/v1/freshness',
      '/v1/resources?accountId=111111111111&resourceType=ec2%3Avpc&limit=1',
    ]);
    await backend.stop();
  });

  it('says that the estate is not installed, in a backend without it and where nobody listens', async () => {
    const { service, backend } = await start([]);
    const missing = { name: 'NotInstalledError' };
    await expect(
      service.resolve({ arns: [ARN] }, { credentials }),
    ).rejects.toMatchObject(missing);
    await backend.stop();
    await expect(
      service.resolve({ arns: [ARN] }, { credentials }),
    ).rejects.toMatchObject(missing);
  });

  it('gives up when it is told to', async () => {
    const { service, backend } = await start([makeEstate([])]);
    const signal = AbortSignal.abort();
    await expect(
      service.resolve({ arns: [ARN] }, { credentials, signal }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await backend.stop();
  });
});
