// SPDX-License-Identifier: Apache-2.0
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type Bench,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { LAYER_TEMPLATES } from '../__testUtils__/layers';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('actions', () => {
  const registry = actionsRegistryServiceMock();
  const permissions = mockServices.permissions.mock();
  const credentials = mockCredentials.user(RITA);
  let bench: Bench;

  const allow = (result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) => {
    permissions.authorize.mockImplementation(async () => [{ result }]);
    permissions.authorizeConditional.mockImplementation(async asked =>
      asked.map(() => ({ result })),
    );
  };

  beforeAll(async () => {
    allow(AuthorizeResult.ALLOW);
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      services: [permissions.factory],
      entities: LAYER_TEMPLATES,
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
  });

  afterAll(() => bench.backend.stop());

  const invoke = async (name: string, input: Record<string, string>) => {
    const { output } = await registry.invoke({
      id: `test:${name}`,
      input,
      credentials,
    });
    return output;
  };

  it('read what a person can read, and nothing without the permission', async () => {
    const run = await bench.as().create({ target: inProduction });
    await bench.as().reach(run.id, 'awaiting-approval');
    expect(await invoke('list-stacks', { layer: 'kms' })).toMatchObject({
      items: [
        {
          id: run.stackId,
          accountId: '111111111111',
          lastRunState: 'awaiting-approval',
        },
      ],
    });
    expect(
      await invoke('list-runs', { state: 'awaiting-approval' }),
    ).toMatchObject({
      items: [{ id: run.id, create: 1, requestedBy: RITA }],
    });
    const layers = await invoke('list-layers', { account: '111111111111' });
    expect(layers).toMatchObject({
      items: [
        { layer: 'kms', accountId: '111111111111', state: 'planned' },
        { layer: 'data-lake', state: 'blocked', blockedBy: ['kms'] },
        { layer: 'ledger', state: 'closed', startIn: [] },
      ],
    });
    expect(await invoke('get-run', { runId: run.id })).toMatchObject({
      id: run.id,
      approvalRule: 'other',
      approvalsRequired: 1,
      approvedBy: [],
      actions: ['reject', 'discard'],
    });
    await expect(invoke('get-run', { runId: 'x' })).rejects.toThrow(
      'must be a ULID',
    );

    allow(AuthorizeResult.DENY);
    await expect(invoke('list-stacks', {})).rejects.toThrow(
      'groundwork.stack.read',
    );
    await expect(invoke('list-layers', {})).rejects.toThrow(
      'groundwork.stack.read',
    );
    await expect(invoke('list-runs', {})).rejects.toThrow(
      'groundwork.stack.read',
    );
    await expect(invoke('get-run', { runId: run.id })).rejects.toThrow(
      'groundwork.stack.read',
    );
  });
});
