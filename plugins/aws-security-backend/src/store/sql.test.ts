// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { upsert } from './sql';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const COLUMNS = ['id', 'text', 'number'];

jest.setTimeout(60_000);
describe.each(databases.eachSupportedId())('upsert in %s', id => {
  it('keeps what it is given, of any kind and in any number, and updates what is there', async () => {
    const db = await databases.init(id);
    await db.schema.createTable('things', table => {
      table.string('id').primary();
      table.text('text');
      table.integer('number');
    });
    const rows = Array.from({ length: 1_201 }, (_, index) => [
      `id-${index}`,
      index === 0 ? null : `"{'\\${index}`,
      index,
    ]);
    const into = { table: 'things', columns: COLUMNS, key: ['id'] };
    await upsert(db, { ...into, rows });
    await upsert(db, {
      ...into,
      keep: ['number'],
      rows: [['id-1', 'half \ud800 a character 🙂', 5]],
    });
    const stored = await db('things').select('*').orderBy('number');
    expect(stored.map(row => COLUMNS.map(column => row[column]))).toEqual([
      rows[0],
      ['id-1', 'half \uFFFD a character 🙂', 1],
      ...rows.slice(2),
    ]);
    await expect(
      db('things').where('text', 'half \ud800 a character 🙂').pluck('id'),
    ).resolves.toEqual(['id-1']);
  });
});
