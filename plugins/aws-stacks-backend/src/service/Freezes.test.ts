// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Freeze } from '@groundwork/backstage-plugin-groundwork-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  DEVELOPMENT,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { statesOf, until } from '../__testUtils__/replica';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('freezes on %s', databaseId => {
  let bench: Bench;
  let db: Knex;

  async function start(stacks?: JsonObject) {
    db = await databases.init(databaseId);
    bench = await startBench({ db, stacks });
  }

  afterEach(() => bench.backend.stop());

  const declare = async (body: object): Promise<Freeze> =>
    (await bench.as(AMIR).post('/v1/freezes', body).expect(201)).body;

  const jobs = () => bench.runner.started.map(({ job }) => job.kind);

  it('hold what is approved, say why and until when, and let it go on by itself after the end', async () => {
    await start();
    const end = new Date(Date.now() + 3_600_000).toISOString();
    const freeze = await declare({
      scope: { kind: 'environment', environment: 'production' },
      reason: 'Year-end close',
      until: end,
    });
    expect(freeze).toMatchObject({
      source: 'person',
      createdBy: AMIR,
      until: end,
      isActive: true,
    });
    const { id } = await bench.as(RITA).create({ target: inProduction });
    await bench.as(RITA).reach(id, 'awaiting-approval');
    await bench.as(AMIR).approve(id).expect(200);
    const held = await bench.as().reach(id, 'gated');
    expect(held.reason).toBe(
      `Frozen: nothing is applied in production until ${end}. Year-end close`,
    );
    expect(held.hint).toContain('by itself after the freeze');
    expect(jobs()).toEqual(['plan']);

    const { body } = await bench
      .as(AMIR)
      .post(`/v1/freezes/${freeze.id}/end`, { reason: 'Done early' })
      .expect(200);
    expect(body.isActive).toBe(false);
    await bench.as().reach(id, 'succeeded');
    expect(await statesOf(db, id)).toEqual([
      'queued',
      'planning',
      'planned',
      'awaiting-approval',
      'approved',
      'gated',
      'awaiting-approval',
      'approved',
      'applying',
      'verifying',
      'succeeded',
    ]);
    const audit = await db('audit')
      .whereIn('action', ['freeze.create', 'freeze.end'])
      .orderBy('position');
    expect(audit).toMatchObject([
      { actor: AMIR, outcome: 'done' },
      { actor: AMIR, outcome: 'done', reason: `${freeze.id}: Done early` },
    ]);
  });

  it('go by when their time is over', async () => {
    await start();
    await declare({
      scope: { kind: 'account', accountId: DEVELOPMENT },
      reason: 'A moment',
      until: new Date(Date.now() + 2_000).toISOString(),
    });
    const { id } = await bench.as().create();
    const held = await bench.as().reach(id, 'gated');
    expect(held.reason).toContain('A moment');
    await bench.as().reach(id, 'succeeded');
  });

  it('leave other environments alone', async () => {
    await start();
    await declare({
      scope: { kind: 'environment', environment: 'production' },
      reason: 'Year-end close',
    });
    const { id } = await bench.as().create();
    await bench.as().reach(id, 'succeeded');
    expect(await statesOf(db, id)).not.toContain('gated');
  });

  it('let a newer plan of a held stack be made', async () => {
    await start();
    await declare({ scope: { kind: 'everything' }, reason: 'Incident' });
    const older = await bench.as().create();
    const held = await bench.as().reach(older.id, 'gated');
    expect(held.reason).toContain('anywhere until the freeze is ended');
    const newer = await bench.as().create();
    await bench.as().reach(newer.id, 'gated');
    await bench.as().reach(older.id, 'discarded');
    expect(jobs()).toEqual(['plan', 'plan']);
  });

  it('are read from the configuration, with what is coming', async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    await start({
      freezes: [
        {
          name: 'lock',
          scope: { kind: 'account', accountId: DEVELOPMENT },
          reason: 'Migration',
          from: '2026-01-01T00:00:00Z',
        },
        {
          name: 'coming',
          scope: { kind: 'everything' },
          reason: 'Later',
          from: tomorrow,
        },
      ],
    });
    const { id } = await bench.as().create();
    const held = await bench.as().reach(id, 'gated');
    expect(held.reason).toContain('Migration');
    expect(held.hint).toContain('lock of the configuration');
    const { body } = await bench.as().get('/v1/freezes').expect(200);
    expect(body).toMatchObject({
      mayFreeze: true,
      problems: [],
      items: [
        { id: 'lock', source: 'configuration', isActive: true },
        { id: 'coming', source: 'configuration', isActive: false },
      ],
    });
  });

  it('hold when nobody can say whether there are any', async () => {
    await start();
    await db.schema.renameTable('freezes', 'hidden');
    const { id } = await bench.as().create();
    const held = await bench.as().reach(id, 'gated');
    expect(held.reason).toContain('could not be read');
    expect(jobs()).toEqual(['plan']);
    await db.schema.renameTable('hidden', 'freezes');
  });

  it('are seen by an apply that was about to start', async () => {
    await start();
    const { id } = await bench.as(RITA).create({ target: inProduction });
    await bench.as(RITA).reach(id, 'awaiting-approval');
    await Promise.all([
      declare({ scope: { kind: 'everything' }, reason: 'Incident' }),
      bench.as(AMIR).approve(id).expect(200),
    ]);
    const run = await until(async () => {
      const row = await db('runs').where({ id }).first('state');
      return ['gated', 'succeeded'].includes(row.state) ? row : undefined;
    }, 'held or applied');
    const [applied] = await db('audit').where({
      run_id: id,
      action: 'run.applying',
    });
    const [frozen] = await db('audit').where({ action: 'freeze.create' });
    expect(
      run.state === 'gated' ||
        Number(applied.position) < Number(frozen.position),
    ).toBe(true);
  });

  it('are refused when they make no sense, and end once', async () => {
    await start();
    const create = (body: object) =>
      bench.as(AMIR).post('/v1/freezes', { reason: 'x', ...body });
    await create({
      scope: { kind: 'everything' },
      until: '2020-01-01T00:00:00Z',
    }).expect(400);
    await create({
      scope: { kind: 'account', accountId: '999999999999' },
    }).expect(400);
    await create({ scope: { kind: 'everything' }, reason: ' ' }).expect(400);
    const freeze = await declare({
      scope: { kind: 'everything' },
      reason: 'Incident',
    });
    const end = () => bench.as(AMIR).post(`/v1/freezes/${freeze.id}/end`, {});
    await end().expect(200);
    await end().expect(409);
    const unknown = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    await bench.as(AMIR).post(`/v1/freezes/${unknown}/end`, {}).expect(404);
    const { body } = await bench.as().get('/v1/freezes').expect(200);
    expect(body.items).toEqual([]);
  });
});
