// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { StackEntityProvider } from './StackEntityProvider';
import { FakeStacks, aStack } from './__testUtils__/stacks';

const EVERY_STATUS = 'planned,applied,needs-attention,destroyed';

const at = (second: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

const KMS = aStack({ id: '1', updatedAt: at(1) });
const BUCKET = aStack({ id: '2', layer: 'data-lake', updatedAt: at(2) });
const QUEUE = aStack({ id: '3', layer: 'sqs', updatedAt: at(3) });
const PLANNED = aStack({ id: '4', layer: 'sns', status: 'planned' });

async function connect(reconcileEveryMs = 3_600_000) {
  const stacks = new FakeStacks();
  const logger = mockServices.logger.mock();
  const mutations: EntityProviderMutation[] = [];
  let refresh = async () => {};
  const provider = StackEntityProvider.create({
    auth: mockServices.auth.mock({
      getOwnServiceCredentials: async () => ({ own: true } as never),
    }),
    logger,
    stacks,
    settings: {
      appBaseUrl: 'http://localhost:3000',
      reconcileEveryMs,
    },
    taskRunner: {
      async run({ fn }) {
        refresh = async () => fn(new AbortController().signal);
      },
    },
  });
  await provider.connect({
    applyMutation: async mutation => void mutations.push(mutation),
    refresh: async () => {},
  });
  return { stacks, logger, mutations, refresh: () => refresh() };
}

function names(mutation: EntityProviderMutation) {
  const added = mutation.type === 'full' ? mutation.entities : mutation.added;
  return added.map(({ entity }) => entity.metadata.name);
}

describe('StackEntityProvider', () => {
  it('tells the catalog all stacks that stand, page by page, with its own credentials', async () => {
    const { stacks, mutations, refresh } = await connect();
    stacks.stacks = [KMS, BUCKET, QUEUE, PLANNED];
    await refresh();
    expect(mutations.map(({ type }) => type)).toEqual(['full']);
    expect(names(mutations[0])).toEqual([
      'kms-orders-development',
      'data-lake-orders-development',
      'sqs-orders-development',
    ]);
    expect(stacks.queries).toEqual([
      { limit: 200, status: EVERY_STATUS },
      { limit: 200, status: EVERY_STATUS, cursor: '2' },
    ]);
    expect(stacks.credentials[0]).toEqual({ own: true });
  });

  it('then asks for what changed alone, and says nothing when nothing did', async () => {
    const { stacks, mutations, refresh } = await connect();
    stacks.stacks = [KMS];
    await refresh();
    await refresh();
    expect(mutations).toHaveLength(1);
    expect(stacks.queries[1]).toEqual({
      limit: 200,
      status: EVERY_STATUS,
      changedSince: '2025-12-31T23:59:31.000Z',
    });

    stacks.stacks = [KMS, { ...BUCKET, updatedAt: at(40) }];
    await refresh();
    expect(mutations[1].type).toBe('delta');
    expect(names(mutations[1])).toEqual(['data-lake-orders-development']);
  });

  it('keeps a stack whose destruction has begun, and takes it out once it is destroyed', async () => {
    const { stacks, mutations, refresh } = await connect();
    stacks.stacks = [KMS];
    await refresh();
    stacks.stacks = [{ ...KMS, status: 'needs-attention', updatedAt: at(40) }];
    await refresh();
    expect(names(mutations[1])).toEqual(['kms-orders-development']);
    stacks.stacks = [{ ...KMS, status: 'destroyed', updatedAt: at(50) }];
    await refresh();
    expect(mutations[2]).toEqual({
      type: 'delta',
      added: [],
      removed: [
        {
          entityRef: 'resource:default/kms-orders-development',
          locationKey: 'groundwork-stacks',
        },
      ],
    });
  });

  it('takes a stack out that is gone, when it asks for all again', async () => {
    const { stacks, mutations, refresh } = await connect(0);
    stacks.stacks = [KMS, BUCKET];
    await refresh();
    stacks.stacks = [BUCKET];
    await refresh();
    expect(mutations.map(({ type }) => type)).toEqual(['full', 'full']);
    expect(names(mutations[1])).toEqual(['data-lake-orders-development']);
  });

  it('changes nothing when stacks cannot be read, says so once, and goes on', async () => {
    const { stacks, logger, mutations, refresh } = await connect(0);
    stacks.stacks = [KMS];
    await refresh();
    stacks.failure = new Error('connection refused');
    await refresh();
    await refresh();
    expect(mutations).toHaveLength(1);
    expect(logger.warn.mock.calls).toEqual([
      [
        'Stacks cannot be read; the catalog keeps those it has: Error: connection refused',
      ],
    ]);
    stacks.failure = undefined;
    await refresh();
    expect(mutations).toHaveLength(2);
    expect(logger.info).toHaveBeenCalledWith('Stacks can be read again');
  });

  it('changes nothing when a later page cannot be read', async () => {
    const { stacks, mutations, refresh } = await connect(0);
    stacks.stacks = [KMS, BUCKET, QUEUE];
    const readPage = stacks.listStacks.bind(stacks);
    stacks.listStacks = async (query, options) => {
      if (query.cursor) throw new Error('page two is gone');
      return readPage(query, options);
    };
    await refresh();
    expect(mutations).toEqual([]);
  });

  it('changes nothing when only a part could be read', async () => {
    const { stacks, mutations, logger, refresh } = await connect(0);
    stacks.listStacks = async () => ({
      items: [],
      problems: [
        {
          accountId: '111111111113',
          region: 'eu-west-1',
          code: 'unreadable',
          hint: 'one row could not be read',
        },
      ],
    });
    await refresh();
    expect(mutations).toEqual([]);
    expect(logger.warn.mock.calls[0][0]).toContain('one row could not be read');
  });
});
