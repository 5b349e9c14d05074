// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { MIGRATIONS, expectedDatabases } from './__testUtils__/databases';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const supported = databases.eachSupportedId();

const TABLES = [
  'approval_votes',
  'approvals',
  'audit',
  'bundles',
  'freezes',
  'locks',
  'run_events',
  'runs',
  'stacks',
];

jest.setTimeout(60_000);

async function tablesOf(db: Knex): Promise<string[]> {
  const present = await Promise.all(
    TABLES.map(table => db.schema.hasTable(table)),
  );
  return TABLES.filter((_, index) => present[index]);
}

it('runs on both databases where both must be there', () => {
  const ids = supported.map(([id]) => id);
  expect(ids).toEqual(expectedDatabases(ids));
});

describe.each(supported)('migrations on %s', databaseId => {
  it('go up, down and up again', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest(MIGRATIONS);
    expect(await tablesOf(db)).toEqual(TABLES);

    await db.migrate.rollback(MIGRATIONS, true);
    expect(await tablesOf(db)).toEqual([]);

    await db.migrate.latest(MIGRATIONS);
    expect(await tablesOf(db)).toEqual(TABLES);
  });

  it('let a stack have one busy run at most', async () => {
    const db = await databases.init(databaseId);
    await db.migrate.latest(MIGRATIONS);
    await db('stacks').insert(stackRow());
    await db('runs').insert(runRow('1', 'applying'));
    await db('runs').insert(runRow('2', 'awaiting-approval'));
    await expect(
      db('runs').insert(runRow('3', 'needs-attention')),
    ).rejects.toThrow(/unique/i);
  });
});

function stackRow() {
  return {
    id: 's',
    layer: 'kms',
    name: 'orders',
    engine: 'cdk',
    account_id: '111111111111',
    region: 'eu-west-1',
    environment: 'production',
    owner: 'group:default/a',
    entity_ref: 'resource:default/kms-orders-production',
    status: 'planned',
    depends_on: '[]',
    outputs: '[]',
    resources: '[]',
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
  };
}

function runRow(id: string, state: string) {
  return {
    id,
    stack_id: 's',
    state,
    requested_by: 'user:default/a',
    source_digest: 'd',
    gates: '[]',
    layer_outputs: '[]',
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
  };
}
