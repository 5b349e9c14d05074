// SPDX-License-Identifier: Apache-2.0
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { stacksServiceRef } from '@groundwork/backstage-plugin-groundwork-node';
import request from 'supertest';
import catalogModuleGroundwork from '.';
import { eventually } from './__testUtils__/eventually';
import { FakeStacks, STACK_ID, aStack } from './__testUtils__/stacks';

jest.setTimeout(60_000);

const NAME = 'kms-orders-development';

describe('the catalog module', () => {
  it('has an applied stack in the catalog within 30 seconds, and takes it out when it is gone', async () => {
    const stacks = new FakeStacks();
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleGroundwork,
        createServiceFactory({
          service: stacksServiceRef,
          deps: {},
          factory: () => stacks as never,
        }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            catalog: {
              orphanStrategy: 'delete',
              processingInterval: { seconds: 1 },
            },
            groundwork: {
              catalog: {
                schedule: {
                  frequency: { seconds: 1 },
                  timeout: { seconds: 10 },
                },
                reconcileEvery: { seconds: 2 },
              },
            },
          },
        }),
        mockServices.database.factory(),
        schedulerServiceFactory,
      ],
    });
    const read = () =>
      request(server).get(
        `/api/catalog/entities/by-name/resource/default/${NAME}`,
      );
    expect((await read()).status).toBe(404);

    stacks.stacks = [
      aStack({
        system: 'system:default/orders',
        updatedAt: new Date().toISOString(),
      }),
    ];
    const appliedAt = Date.now();
    const there = await eventually(read, ({ status }) => status === 200);
    expect(Date.now() - appliedAt).toBeLessThan(30_000);
    expect(there.body).toMatchObject({
      metadata: {
        name: NAME,
        annotations: { 'groundwork.dev/stack-id': STACK_ID },
      },
      spec: { type: 'aws-stack' },
      relations: expect.arrayContaining([
        { type: 'ownedBy', targetRef: 'group:default/orders-team' },
        { type: 'partOf', targetRef: 'system:default/orders' },
      ]),
    });

    stacks.failure = new Error('connection refused');
    await new Promise(done => setTimeout(done, 2_500));
    expect((await read()).status).toBe(200);

    stacks.failure = undefined;
    stacks.stacks = [];
    const gone = await eventually(read, ({ status }) => status === 404);
    expect(gone.status).toBe(404);
  });
});
