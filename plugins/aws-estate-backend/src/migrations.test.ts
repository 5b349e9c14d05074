// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { MIGRATIONS, expectedDatabases } from './__testUtils__/databases';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const supported = databases.eachSupportedId();

const TABLES = [
  'collector_targets',
  'estate_accounts',
  'estate_connections',
  'estate_entities',
  'estate_map',
  'estate_organization',
  'estate_resource_entities',
  'estate_resources',
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

it.each(supported)('migrations on %s go up, down and up again', async id => {
  const db = await databases.init(id);
  await db.migrate.latest(MIGRATIONS);
  expect(await tablesOf(db)).toEqual(TABLES);

  await db.migrate.rollback(MIGRATIONS, true);
  expect(await tablesOf(db)).toEqual([]);

  await db.migrate.latest(MIGRATIONS);
  expect(await tablesOf(db)).toEqual(TABLES);
});
