// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/databases';
import { FakeRunner, succeed } from '../__testUtils__/FakeRunner';
import { Replicas } from '../__testUtils__/Replicas';
import { statesOf } from '../__testUtils__/replica';

const FULL = {
  kind: 'full',
  reason: 'There is no room',
  hint: 'Wait',
} as const;

jest.setTimeout(60_000);

describe('a job that is not accepted', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let db: Knex;
  let replicas: Replicas;
  let runner: FakeRunner;
  beforeEach(async () => {
    db = await migrated(await databases.init('SQLITE_3'));
    replicas = Replicas.create(db);
    runner = new FakeRunner();
  });
  afterEach(() => replicas.stop());

  it('waits where it was before: a plan in the queue, an apply as approved', async () => {
    runner.refusals.push(FULL);
    runner.script = async (job, tools) => {
      if (job.kind === 'plan') runner.refusals.push(FULL);
      return succeed(job, tools);
    };
    const one = await replicas.start({ runner });
    const { id } = await one.ask();
    await one.reach(id, 'succeeded');
    expect(await statesOf(db, id)).toEqual([
      'queued',
      'planning',
      'queued',
      'planning',
      'planned',
      'approved',
      'applying',
      'approved',
      'applying',
      'verifying',
      'succeeded',
    ]);
    expect(runner.started.map(({ job }) => job.kind)).toEqual([
      'plan',
      'apply',
    ]);
    const waits = await db('audit').where({ action: 'run.wait', run_id: id });
    expect(waits.map(({ reason }) => reason)).toEqual([
      FULL.reason,
      FULL.reason,
    ]);
  });

  it('fails with what to do when it cannot be done as things are set up', async () => {
    const said = { reason: 'No such project', hint: 'Make it' };
    runner.refusals.push({ kind: 'refused', ...said });
    const one = await replicas.start({ runner });
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run).toMatchObject(said);
    expect(runner.started).toEqual([]);
  });
});
