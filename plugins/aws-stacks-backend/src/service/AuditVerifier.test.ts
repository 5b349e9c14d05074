// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { RITA } from '../__testUtils__/backend';
import { MIGRATIONS, migrated } from '../__testUtils__/databases';
import { FIRST_PREVIOUS_HASH, auditHash } from '../rules/auditChain';
import { AuditChainStore } from '../store/AuditChainStore';
import { AuditStore } from '../store/AuditStore';
import { RetentionStore } from '../store/RetentionStore';
import type { AuditRow } from '../store/rows';
import { AuditVerifier } from './AuditVerifier';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the audit on %s', databaseId => {
  let db: Knex;
  let audit: AuditStore;
  let rows: AuditRow[];

  const add = (reason: string) =>
    audit.add({ actor: RITA, action: 'run.create', outcome: 'done', reason });
  const verify = (expected?: { position: number; hash: string }) =>
    AuditVerifier.create(new AuditChainStore(db)).verify(expected);
  const at = (position: number) => db<AuditRow>('audit').where({ position });

  const problemsOf = async () => (await verify()).problems;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    audit = new AuditStore(db);
    for (const name of ['one', 'two', 'three', 'four', 'five']) await add(name);
    rows = await db<AuditRow>('audit').orderBy('position');
  });

  it('is a chain in which each entry holds the hash of the one before', async () => {
    expect(rows.map(row => Number(row.position))).toEqual([1, 2, 3, 4, 5]);
    expect(rows[0].previous_hash).toBe(FIRST_PREVIOUS_HASH);
    rows.slice(1).forEach((row, index) => {
      expect(row.previous_hash).toBe(rows[index].hash);
    });
    expect(await verify()).toMatchObject({
      intact: true,
      checkedEntries: 5,
      head: { position: 5, hash: rows[4].hash },
      problems: [],
      hasMoreProblems: false,
    });
  });

  it.each<[string, Partial<AuditRow>]>([
    ['who', { actor: 'user:default/somebody-else' }],
    ['what', { action: 'run.reject' }],
    ['when', { at: '2020-01-01T00:00:00.000Z' }],
    ['why', { reason: 'another reason' }],
    ['the result', { outcome: 'refused' }],
    ['the run', { run_id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' }],
    ['the states', { to_state: 'approved' }],
    ['the hash', { hash: 'f'.repeat(64) }],
  ])('names an entry of which %s was edited', async (_what, change) => {
    await at(3).update(change);
    const { problems } = await verify();
    expect(problems[0]).toMatchObject({
      kind: 'edited',
      position: 3,
      id: rows[2].id,
    });
  });

  it('names an entry that was edited and hashed anew', async () => {
    const edited = { ...rows[2], actor: 'user:default/somebody-else' };
    const hash = auditHash(edited, rows[1].hash ?? '');
    await at(3).update({ actor: edited.actor, hash });
    expect(await problemsOf()).toMatchObject([
      { kind: 'edited', position: 3, id: rows[2].id },
    ]);
  });

  it('names the last entry when it was edited and hashed anew', async () => {
    const edited = { ...rows[4], reason: 'six' };
    const hash = auditHash(edited, rows[3].hash ?? '');
    await at(5).update({ reason: edited.reason, hash });
    expect(await problemsOf()).toMatchObject([
      { kind: 'edited', position: 5, id: rows[4].id },
    ]);
  });

  it.each([1, 3, 5])('misses entry %s when it was deleted', async position => {
    await at(position).delete();
    expect(await problemsOf()).toMatchObject([
      { kind: 'missing', position, message: `Entry ${position} is gone` },
    ]);
  });

  it('names an entry that somebody has put in, wherever it is put', async () => {
    const { position, ...unplaced } = rows[2];
    await db('audit').insert({
      ...unplaced,
      id: 'NOWHERE',
      previous_hash: null,
      hash: null,
    });
    expect(await problemsOf()).toMatchObject([
      { kind: 'inserted', id: 'NOWHERE' },
    ]);

    await db('audit').where({ id: 'NOWHERE' }).update({ position: 6 });
    expect(await problemsOf()).toMatchObject([
      { kind: 'inserted', id: 'NOWHERE', position: 6 },
    ]);

    await db('audit')
      .where({ id: 'NOWHERE' })
      .update({ id: 'ZZZ', position: 3 });
    expect(await problemsOf()).toMatchObject([
      { kind: 'inserted', id: 'ZZZ', position: 3 },
    ]);
  });

  it('names entries that changed places', async () => {
    await at(2).update({ position: 99 });
    await at(3).update({ position: 2 });
    await at(99).update({ position: 3 });
    const { intact, problems } = await verify();
    expect(intact).toBe(false);
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'reordered', id: rows[1].id }),
        expect.objectContaining({ kind: 'reordered', id: rows[2].id }),
      ]),
    );
  });

  it('finds a chain that was written anew by the end that was noted before', async () => {
    const noted = { position: 5, hash: rows[4].hash ?? '' };
    await add('six');
    expect(await verify(noted)).toMatchObject({ intact: true });
    let previous = rows[1].hash ?? '';
    for (const row of await db<AuditRow>('audit')
      .where('position', '>', 2)
      .orderBy('position')) {
      const edited = { ...row, actor: 'user:default/nobody' };
      const hash = auditHash(edited, previous);
      await db('audit')
        .where({ id: row.id })
        .update({ actor: edited.actor, previous_hash: previous, hash });
      previous = hash;
    }
    await db('audit_chain').update({ hash: previous });
    expect(await verify()).toMatchObject({ intact: true });
    expect(await verify(noted)).toMatchObject({
      intact: false,
      problems: [{ kind: 'edited', position: 5 }],
    });
    expect(await verify({ position: 9, hash: noted.hash })).toMatchObject({
      problems: [{ kind: 'missing', position: 9 }],
    });
  });

  it('keeps one order when many write at the same time', async () => {
    const other = new AuditStore(db);
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        (index % 2 ? audit : other).transaction(async trx => {
          for (const part of ['a', 'b']) {
            await audit.add(
              {
                actor: RITA,
                action: 'run.create',
                outcome: 'done',
                reason: `${index}${part}`,
              },
              trx,
            );
          }
        }),
      ),
    );
    expect(await verify()).toMatchObject({
      intact: true,
      checkedEntries: 65,
      head: { position: 65 },
    });
    const reasons = await db('audit').orderBy('position').pluck('reason');
    const pairs = reasons.slice(5);
    for (let index = 0; index < pairs.length; index += 2) {
      expect(pairs[index + 1]).toBe(pairs[index].replace('a', 'b'));
    }
  });

  it('adds nothing when the transaction fails', async () => {
    await expect(
      audit.transaction(async trx => {
        await audit.add(
          { actor: RITA, action: 'run.create', outcome: 'done' },
          trx,
        );
        throw new Error('disk full');
      }),
    ).rejects.toThrow('disk full');
    expect(await verify()).toMatchObject({ intact: true, checkedEntries: 5 });
  });

  it('hashes text as it can be stored', async () => {
    await add(`half a pair \ud83d and a NUL \u0000, ${'😀'.repeat(3000)}`);
    expect(await verify()).toMatchObject({ intact: true, checkedEntries: 6 });
  });

  it('goes on from a checkpoint, and misses what no checkpoint speaks of', async () => {
    const retention = new RetentionStore(db, audit);
    await db('audit').where('position', '<=', 3).update({ at: '2020-01-01' });
    await db('audit').where('position', '>', 3).update({ at: '2020-03-01' });
    await rehash();
    expect(await retention.removeAudit('2020-02-01')).toBe(3);
    const { checkpoint, ...rest } = await verify();
    expect(rest).toMatchObject({ intact: true, checkedEntries: 3 });
    expect(checkpoint).toMatchObject({
      throughPosition: 3,
      removedEntries: 3,
      before: '2020-02-01',
    });
    expect(await retention.removeAudit('2020-02-01')).toBe(0);
    expect(await retention.removeAudit('2020-04-01')).toBe(2);
    expect(await verify()).toMatchObject({
      intact: true,
      checkedEntries: 2,
      checkpoint: { throughPosition: 5 },
    });
    await at(6).delete();
    expect(await problemsOf()).toMatchObject([
      { kind: 'missing', position: 1 },
    ]);
    await expect(
      verify({ position: 2, hash: 'f'.repeat(64) }),
    ).resolves.toMatchObject({ intact: false });
  });

  /** Makes the chain fit again after the rows' times were set. */
  async function rehash() {
    let previous = FIRST_PREVIOUS_HASH;
    for (const row of await db<AuditRow>('audit').orderBy('position')) {
      const hash = auditHash(row, previous);
      await at(Number(row.position)).update({ previous_hash: previous, hash });
      previous = hash;
    }
    await db('audit_chain').update({ hash: previous });
  }
});

describe.each(databases.eachSupportedId())(
  'the migration on %s',
  databaseId => {
    it('chains the entries that are there', async () => {
      const db = await databases.init(databaseId);
      await db.migrate.up({
        ...MIGRATIONS,
        name: '20260715000000_init.js',
      });
      const names = Array.from({ length: 1_100 }, (_, index) =>
        `E${index}`.padStart(8, '0'),
      );
      for (let start = 0; start < names.length; start += 50) {
        await db('audit').insert(
          names.slice(start, start + 50).map(id => ({
            id,
            at: '2026-01-01T00:00:00.000Z',
            actor: RITA,
            action: 'run.create',
            outcome: 'done',
            reason: `é ${id}`,
          })),
        );
      }
      await migrated(db);
      await new AuditStore(db).add({
        actor: RITA,
        action: 'run.create',
        outcome: 'done',
      });
      const verification = await AuditVerifier.create(
        new AuditChainStore(db),
      ).verify();
      expect(verification).toMatchObject({
        intact: true,
        checkedEntries: 1_101,
        head: { position: 1_101 },
      });
    });
  },
);
