// SPDX-License-Identifier: Apache-2.0
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { HttpStacksService } from './StacksService';

describe('HttpStacksService', () => {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    if (request.url?.includes('denied')) {
      response.statusCode = 403;
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          error: { name: 'NotAllowedError', message: 'no' },
          response: { statusCode: 403 },
        }),
      );
      return;
    }
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items: [], problems: [], lastSeq: 0 }));
  });
  let service: HttpStacksService;

  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, 'localhost', resolve));
    const { port } = server.address() as AddressInfo;
    service = HttpStacksService.create({
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async id => `http://localhost:${port}/api/${id}`,
      }),
    });
  });

  afterAll(() => new Promise(resolve => server.close(resolve)));

  it('calls aws-stacks on behalf of the caller', async () => {
    const credentials = mockCredentials.user('user:default/rita');
    await service.listStacks({ layer: 'kms' }, { credentials });
    await service.listRuns({ limit: 5 }, { credentials });
    await service.listRunEvents('R', { credentials, after: 7 });
    expect(requests.map(({ url }) => url)).toEqual([
      '/api/aws-stacks/v1/stacks?layer=kms',
      '/api/aws-stacks/v1/runs?limit=5',
      '/api/aws-stacks/v1/runs/R/events?after=7',
    ]);
    expect(requests[0].headers.authorization).toBe(
      `Bearer ${mockCredentials.service.token({
        onBehalfOf: credentials,
        targetPluginId: 'aws-stacks',
      })}`,
    );
  });

  it('passes a refusal on', async () => {
    await expect(
      service.getRun('denied', { credentials: mockCredentials.user() }),
    ).rejects.toMatchObject({ name: 'ResponseError', statusCode: 403 });
  });
});
