// SPDX-License-Identifier: Apache-2.0
import type { LayerNode } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type GraphAccount,
  type GraphStack,
  layersByEnvironment,
} from './layerGraph';

const DEV = '111111111113';
const PROD = '111111111111';
const RUN = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

const account = (change: Partial<GraphAccount> = {}): GraphAccount => ({
  accountId: DEV,
  environment: 'development',
  regions: ['eu-west-1', 'us-east-1'],
  provides: [],
  mayStart: true,
  enforced: true,
  ...change,
});

const node = (id: string, ...requires: string[]): LayerNode => ({
  id,
  title: id,
  templateRef: `template:default/${id}`,
  phase: 'Foundation',
  requires,
  lifecycle: { status: 'active' },
});

const stack = (
  layer: string,
  change: Partial<GraphStack> = {},
): GraphStack => ({
  stackId: `01ARZ3NDEKTSV4RRFFQ69G5F${layer.length}0`,
  layer,
  name: 'orders',
  target: { accountId: DEV, region: 'eu-west-1', environment: 'development' },
  owner: 'group:default/ai-core',
  entityRef: `resource:default/${layer}-orders-development`,
  dependsOn: [],
  status: 'applied',
  drift: 'in-sync',
  standing: false,
  readable: true,
  wanted: true,
  ...change,
});

const run = (
  state: NonNullable<GraphStack['lastRun']>['state'],
  operation: 'apply' | 'destroy' = 'apply',
) => ({ lastRun: { id: RUN, state, operation } });

const LAYERS = [node('kms'), node('lake', 'kms')];

const inDevelopment = (
  stacks: GraphStack[],
  { layers = LAYERS, accounts = [account()] } = {},
) => {
  const [{ layers: cells, phases }] = layersByEnvironment(
    layers,
    accounts,
    stacks,
  );
  return {
    cells,
    phases,
    cell: (id: string) => cells.find(({ layer }) => layer === id),
  };
};

describe('layersByEnvironment', () => {
  const states: [string, Partial<GraphStack>, string][] = [
    ['one in sync', {}, 'in-sync'],
    ['one that has drifted', { drift: 'drifted' }, 'drifted'],
    ['one that nobody has compared', { drift: 'unknown' }, 'unknown'],
    ['one made elsewhere', { standing: true, drift: 'unknown' }, 'standing'],
    [
      'one made elsewhere that has drifted',
      { standing: true, drift: 'drifted' },
      'drifted',
    ],
    [
      'one that needs somebody to look',
      { status: 'needs-attention' },
      'failed',
    ],
    ['one whose last run failed', run('failed'), 'failed'],
    [
      'a plan that waits',
      { status: 'planned', ...run('awaiting-approval') },
      'planned',
    ],
    [
      'a plan that was given up',
      { status: 'planned', ...run('discarded') },
      'absent',
    ],
    ['one the caller may not see', { readable: false }, 'hidden'],
    ['one that was not asked for', { wanted: false }, 'absent'],
  ];

  it.each(states)('tells of %s', (_name, change, state) => {
    const { cell } = inDevelopment([stack('kms', change)]);
    expect(cell('kms')).toMatchObject({ state, accounts: [{ state }] });
  });

  it('says what blocks a layer, and where it could be begun', () => {
    expect(inDevelopment([]).cell('lake')).toMatchObject({
      state: 'blocked',
      blockedBy: [{ layer: 'kms', reason: 'absent' }],
      accounts: [{ startIn: [] }],
    });
    expect(inDevelopment([stack('kms')]).cell('lake')).toMatchObject({
      state: 'absent',
      blockedBy: [],
      accounts: [{ startIn: ['eu-west-1'] }],
    });
  });

  const blockers: [string, Partial<GraphStack>, string][] = [
    ['was planned', { status: 'planned', ...run('planning') }, 'planned'],
    ['failed', { status: 'planned', ...run('failed') }, 'failed'],
    ['is being destroyed', run('applying', 'destroy'), 'destroying'],
    [
      'stands in a Region that the account no longer has',
      {
        target: {
          accountId: DEV,
          region: 'eu-north-1',
          environment: 'development',
        },
      },
      'elsewhere',
    ],
    [
      'failed where the caller may not look',
      { readable: false, status: 'planned', ...run('failed') },
      'absent',
    ],
  ];

  it.each(blockers)('blocks by a layer that %s', (_name, change, reason) => {
    expect(inDevelopment([stack('kms', change)]).cell('lake')).toMatchObject({
      state: 'blocked',
      blockedBy: [{ layer: 'kms', reason }],
    });
  });

  it('builds upon what has no Region, what is provided and what may not be seen', () => {
    const target = {
      accountId: DEV,
      region: 'global',
      environment: 'development',
    } as const;
    const everywhere = ['eu-west-1', 'us-east-1'];
    const startIn = (
      stacks: GraphStack[],
      accounts: GraphAccount[] = [account()],
    ) =>
      inDevelopment(stacks, { layers: LAYERS, accounts }).cell('lake')
        ?.accounts[0].startIn;
    expect(startIn([stack('kms', { target })])).toEqual(everywhere);
    expect(startIn([], [account({ provides: ['kms'] })])).toEqual(everywhere);
    expect(startIn([stack('kms', { readable: false })])).toEqual(['eu-west-1']);
    expect(startIn([stack('kms')], [account({ mayStart: false })])).toEqual([]);
    expect(startIn([], [account({ enforced: false })])).toEqual(everywhere);
  });

  it('names nothing of what the caller may not see', () => {
    const hidden = stack('kms', { readable: false, name: 'secret-name' });
    const { cells } = inDevelopment([hidden]);
    expect(cells[0].accounts).toEqual([
      {
        accountId: DEV,
        state: 'hidden',
        stacks: [],
        hidden: 1,
        blockedBy: [],
        startIn: ['eu-west-1', 'us-east-1'],
      },
    ]);
    expect(JSON.stringify(cells)).not.toContain('secret-name');
  });

  it('does not offer what AWS has closed, and shows what stands of it', () => {
    const closed: LayerNode = {
      ...node('qldb'),
      lifecycle: { status: 'closed', since: '2025-07-31', successor: 'aurora' },
    };
    const layers = [node('kms'), closed];
    const none = inDevelopment([], { layers, accounts: [account()] });
    expect(none.cell('qldb')).toMatchObject({
      state: 'closed',
      accounts: [{ startIn: [] }],
    });
    expect(none.phases).toEqual([
      { phase: 'Foundation', layers: 1, standing: 0, attention: 0 },
    ]);
    const some = inDevelopment([stack('qldb')], {
      layers,
      accounts: [account()],
    });
    expect(some.cell('qldb')).toMatchObject({ state: 'in-sync', standsIn: 1 });
  });

  it('tells of an environment by the account that is worst off among those where the layer stands', () => {
    const accounts = [
      account({ accountId: '111111111114' }),
      account(),
      account({ accountId: '111111111115', provides: ['kms'] }),
    ];
    const { cell, phases } = inDevelopment(
      [stack('kms', { drift: 'drifted' })],
      {
        layers: LAYERS,
        accounts,
      },
    );
    expect(cell('kms')).toMatchObject({ state: 'drifted', standsIn: 2 });
    expect(cell('kms')?.accounts.map(({ state }) => state)).toEqual([
      'absent',
      'drifted',
      'provided',
    ]);
    expect(phases).toEqual([
      { phase: 'Foundation', layers: 2, standing: 1, attention: 1 },
    ]);
  });

  it('keeps environments apart, production first', () => {
    const accounts = [
      account(),
      account({ accountId: PROD, environment: 'production' }),
    ];
    const environments = layersByEnvironment(LAYERS, accounts, [stack('kms')]);
    expect(
      environments.map(({ environment, layers }) => [
        environment,
        layers[0].state,
        layers[1].state,
      ]),
    ).toEqual([
      ['production', 'absent', 'blocked'],
      ['development', 'in-sync', 'absent'],
    ]);
  });
});
