// SPDX-License-Identifier: Apache-2.0
import type {
  LayerGraph,
  LayerInAccount,
  LayerInEnvironment,
  LayerNode,
} from '@groundwork/backstage-plugin-groundwork-common';
import { STACK_ID } from './stacks';

const PRODUCTION = '111111111111';
const DEVELOPMENT = '111111111113';

export const layerNode = (
  id: string,
  change: Partial<LayerNode> = {},
): LayerNode => ({
  id,
  title: id,
  templateRef: `template:default/${id}`,
  phase: 'Foundation',
  requires: [],
  lifecycle: { status: 'active' },
  ...change,
});

/** How a layer stands where there is one account. */
const inOneAccount = (
  layer: string,
  account: Pick<LayerInAccount, 'accountId' | 'state'> &
    Partial<LayerInAccount>,
  standsIn = 0,
): LayerInEnvironment => {
  const blockedBy = account.blockedBy ?? [];
  return {
    layer,
    state: account.state,
    standsIn,
    blockedBy,
    accounts: [{ stacks: [], hidden: 0, blockedBy, startIn: [], ...account }],
  };
};

const kms = layerNode('kms', {
  title: 'KMS key',
  description: 'A key that rotates',
});
const lake = layerNode('data-lake', {
  title: 'S3 data lake',
  requires: ['kms', 'iam'],
});
const ledger = layerNode('ledger', {
  title: 'Ledger',
  phase: 'Global Scale',
  requires: ['kms'],
  lifecycle: { status: 'closed', since: '2025-07-31', successor: 'aurora' },
});

/** Development is ahead: it has the key, and the lake could be begun. In production nothing stands. */
export const layerGraph: LayerGraph = {
  layers: [kms, lake, ledger],
  environments: [
    {
      environment: 'production',
      accounts: 1,
      layers: [
        inOneAccount('kms', {
          accountId: PRODUCTION,
          state: 'absent',
          startIn: ['eu-west-1'],
        }),
        inOneAccount('data-lake', {
          accountId: PRODUCTION,
          state: 'blocked',
          blockedBy: [{ layer: 'kms', reason: 'absent' }],
        }),
        inOneAccount('ledger', { accountId: PRODUCTION, state: 'closed' }),
      ],
      phases: [
        { phase: 'Foundation', layers: 2, standing: 0, attention: 0 },
        { phase: 'Global Scale', layers: 0, standing: 0, attention: 0 },
      ],
    },
    {
      environment: 'development',
      accounts: 1,
      layers: [
        inOneAccount(
          'kms',
          {
            accountId: DEVELOPMENT,
            state: 'drifted',
            startIn: ['us-east-1', 'eu-west-1'],
            hidden: 1,
            stacks: [
              {
                stackId: STACK_ID,
                name: 'orders',
                region: 'eu-west-1',
                owner: 'group:default/ai-core-team',
                state: 'drifted',
                runId: '01JD5T000000000000000RVN01',
              },
            ],
          },
          1,
        ),
        inOneAccount('data-lake', {
          accountId: DEVELOPMENT,
          state: 'absent',
          startIn: ['eu-west-1'],
        }),
        inOneAccount('ledger', { accountId: DEVELOPMENT, state: 'hidden' }),
      ],
      phases: [
        { phase: 'Foundation', layers: 2, standing: 1, attention: 1 },
        { phase: 'Global Scale', layers: 1, standing: 0, attention: 0 },
      ],
    },
  ],
  requirements: 'enforce',
  problems: [],
};

/** Sixty layers in three phases. */
export function manyLayers(): LayerGraph {
  const layers = Array.from({ length: 60 }, (_, at) =>
    layerNode(`layer-${at}`, {
      phase: `Phase ${Math.floor(at / 20)}`,
      requires: at % 20 > 4 ? [`layer-${at - 5}`] : [],
    }),
  );
  return {
    ...layerGraph,
    layers,
    environments: [
      {
        environment: 'production',
        accounts: 1,
        layers: layers.map(({ id }) =>
          inOneAccount(id, { accountId: PRODUCTION, state: 'absent' }),
        ),
        phases: [0, 1, 2].map(phase => ({
          phase: `Phase ${phase}`,
          layers: 20,
          standing: 0,
          attention: 0,
        })),
      },
    ],
  };
}
