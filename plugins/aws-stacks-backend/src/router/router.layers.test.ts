// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  type LayerGraph,
  RESOURCE_TYPE_STACK,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  createStackConditionalDecision,
  stackConditions,
} from '@groundwork/backstage-plugin-groundwork-node';
import {
  type Bench,
  DEVELOPMENT,
  STAGING,
  startBench,
} from '../__testUtils__/backend';
import { LAYER_TEMPLATES, layerTemplate } from '../__testUtils__/layers';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('GET /v1/layers/graph', () => {
  const permissions = mockServices.permissions.mock();
  let bench: Bench;
  let stackId: string;

  /** Sees the stacks of one group; may do all else. */
  const seeOnly = (...claims: string[]) =>
    permissions.authorizeConditional.mockImplementation(async asked =>
      asked.map(({ permission }) =>
        permission.resourceType === RESOURCE_TYPE_STACK && claims.length > 0
          ? createStackConditionalDecision(
              stackReadPermission,
              stackConditions.isStackOwner({ claims }),
            )
          : { result: AuthorizeResult.ALLOW },
      ),
    );
  const mayPlan = (result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) =>
    permissions.authorize.mockResolvedValue([{ result }]);

  beforeAll(async () => {
    seeOnly();
    mayPlan(AuthorizeResult.ALLOW);
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      services: [permissions.factory],
      entities: [
        ...LAYER_TEMPLATES,
        layerTemplate('broken', { requires: 'kms' }),
        layerTemplate('service', undefined),
      ],
    });
    const key = await bench.as().create();
    await bench.as().reach(key.id, 'succeeded');
    stackId = key.stackId;
    const strange = await bench.as().create({ layer: 'own', name: 'thing' });
    await bench.as().reach(strange.id, 'succeeded');
  });

  afterAll(() => bench.backend.stop());

  const read = async (query = ''): Promise<LayerGraph> =>
    (await bench.as().get(`/v1/layers/graph${query}`).expect(200)).body;

  const cell = (
    graph: LayerGraph,
    layer: string,
    environment = 'development',
  ) =>
    graph.environments
      .find(each => each.environment === environment)
      ?.layers.find(each => each.layer === layer);

  it('joins the templates of layers with the stacks, and says what it leaves out', async () => {
    const graph = await read();
    expect(graph.layers).toMatchObject([
      {
        id: 'kms',
        title: 'The kms',
        templateRef: 'template:default/kms',
        phase: 'Foundation',
        requires: [],
        lifecycle: { status: 'active' },
      },
      { id: 'data-lake', requires: ['kms'] },
      { id: 'ledger', phase: 'Global Scale', lifecycle: { status: 'closed' } },
    ]);
    expect(graph.environments.map(each => each.environment)).toEqual([
      'production',
      'staging',
      'development',
    ]);
    expect(cell(graph, 'kms')).toEqual({
      layer: 'kms',
      state: 'in-sync',
      standsIn: 1,
      blockedBy: [],
      accounts: [
        {
          accountId: DEVELOPMENT,
          state: 'in-sync',
          stacks: [
            {
              stackId,
              name: 'orders',
              region: 'eu-west-1',
              owner: 'group:default/ai-core',
              state: 'in-sync',
              runId: expect.any(String),
            },
          ],
          hidden: 0,
          blockedBy: [],
          startIn: ['eu-west-1', 'us-east-1'],
        },
      ],
    });
    expect(cell(graph, 'data-lake')?.accounts[0].startIn).toEqual([
      'eu-west-1',
    ]);
    expect(cell(graph, 'data-lake', 'production')).toMatchObject({
      state: 'blocked',
      blockedBy: [{ layer: 'kms', reason: 'absent' }],
    });
    expect(cell(graph, 'ledger')?.state).toBe('closed');
    expect(graph.requirements).toBe('enforce');
    expect(graph.problems.map(({ code, hint }) => [code, hint])).toEqual([
      [
        'layer-unreadable',
        expect.stringContaining('template:default/broken cannot be read'),
      ],
      [
        'layer-without-template',
        expect.stringContaining('1 stack is of the layer own'),
      ],
    ]);
  });

  it('narrows to an account, an owner and a system', async () => {
    const staging = await read(`?account=${STAGING}`);
    expect(staging.environments.map(each => each.environment)).toEqual([
      'staging',
    ]);
    const others = await read('?owner=group:default/other');
    expect(cell(others, 'kms')).toMatchObject({ state: 'absent', standsIn: 0 });
    expect(cell(others, 'data-lake')?.accounts[0].startIn).toEqual([
      'eu-west-1',
    ]);
    const system = await read('?system=system:default/none');
    expect(cell(system, 'kms')?.accounts[0].stacks).toEqual([]);
    for (const query of ['account=1', 'owner=ai-core', 'environment=staging']) {
      await bench.as().get(`/v1/layers/graph?${query}`).expect(400);
    }
  });

  it('hides stacks that the caller may not see, and what he may not begin', async () => {
    seeOnly('group:default/other');
    mayPlan(AuthorizeResult.DENY);
    const graph = await read();
    expect(cell(graph, 'kms')).toMatchObject({
      state: 'hidden',
      accounts: [{ stacks: [], hidden: 1, startIn: [] }],
    });
    expect(cell(graph, 'data-lake')).toMatchObject({
      state: 'absent',
      accounts: [{ startIn: [] }],
    });
    const text = JSON.stringify(graph);
    expect(text).not.toContain(stackId);
    expect(text).not.toContain('orders');
    expect(text).not.toContain('own,');
  });
});
