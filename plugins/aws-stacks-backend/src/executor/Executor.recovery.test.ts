// SPDX-License-Identifier: Apache-2.0
import { hostname } from 'node:os';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/databases';
import {
  FakeRunner,
  gatekeeper,
  log,
  phase,
  succeed,
} from '../__testUtils__/FakeRunner';
import { FAST, Replicas } from '../__testUtils__/Replicas';
import { logOf, statesOf, until } from '../__testUtils__/replica';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('Executor on %s', databaseId => {
  let db: Knex;
  let replicas: Replicas;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    replicas = Replicas.create(db);
  });

  afterEach(() => replicas.stop());

  it('takes a run up after a restart and goes on with its events', async () => {
    const runner = new FakeRunner();
    const { open, opened } = gatekeeper();
    runner.script = async (job, { emit, folder }) => {
      if (job.kind === 'plan') return succeed(job, { emit, folder });
      await emit(phase('apply'), log('before'));
      await opened;
      await emit(log('after'));
      return {
        outcome: 'succeeded',
        applied: { outputs: [], resources: [] },
      };
    };
    const one = await replicas.start({ runner });
    const { id } = await one.ask();
    await until(
      async () => ((await logOf(db, id)).includes('before') ? true : undefined),
      'first line',
    );
    await one.executor.stop();
    const two = await replicas.start({
      runner,
      dataDirectory: one.dataDirectory,
    });
    open();
    await two.reach(id, 'succeeded');
    expect((await logOf(db, id)).slice(1)).toEqual(['before', 'after']);
    expect(runner.started).toHaveLength(2);
  });

  it('starts a job again whose runner was never started', async () => {
    const runner = new FakeRunner();
    const submit = runner.submit.bind(runner);
    runner.submit = async () => ({ kind: 'accepted' });
    const one = await replicas.start({ runner });
    const { id } = await one.ask();
    await until(
      async () => (await one.runStore.find(id))?.job?.host,
      'job is given out',
    );
    await one.executor.stop();
    runner.submit = submit;
    const two = await replicas.start({
      runner,
      dataDirectory: one.dataDirectory,
    });
    expect((await two.reach(id, 'succeeded')).run.finishedAt).toMatch(/Z$/);
  });

  it('fails a plan whose runner died, because nothing was changed', async () => {
    const one = await replicas.start();
    one.runner.script = async () => 'dies';
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run.reason).toBe(
      'The plan was not finished: the runner ended without a result. Nothing was changed',
    );
    expect(run.hint).toBe('Plan again');
  });

  it('asks for attention when the runner died while it applied, and blocks the stack until it is settled', async () => {
    const one = await replicas.start();
    one.runner.script = async (job, runner) =>
      job.kind === 'apply' ? 'dies' : succeed(job, runner);
    const { id, stackId } = await one.ask();
    const { run } = await one.reach(id, 'needs-attention');
    expect(run.reason).toContain('while it was being applied');
    expect(run.hint).toContain('Resume the run');
    expect(await db('stacks').where({ id: stackId }).first('status')).toEqual({
      status: 'needs-attention',
    });
    const next = await one.ask();
    await new Promise(resolve => setTimeout(resolve, 200));
    expect((await one.runStore.find(next.id))?.run.state).toBe('queued');
    const applies = one.runner.started.filter(
      ({ job }) => job.kind === 'apply',
    );
    expect(applies).toHaveLength(1);
  });

  it('asks for attention when the runner died while it verified', async () => {
    const one = await replicas.start();
    one.runner.script = async (job, runner) => {
      if (job.kind === 'plan') return succeed(job, runner);
      await runner.emit(phase('apply'), phase('verify'));
      return 'dies';
    };
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'needs-attention');
    expect(run.reason).toContain('while it was being verified');
    expect((await statesOf(db, id)).slice(-2)).toEqual([
      'verifying',
      'needs-attention',
    ]);
  });

  it('asks for attention when the folder of an apply is gone', async () => {
    const one = await replicas.start();
    const { opened, open } = gatekeeper();
    one.runner.script = async (job, runner) => {
      if (job.kind === 'apply') await opened;
      return job.kind === 'apply' ? 'dies' : succeed(job, runner);
    };
    const { id } = await one.ask();
    await one.reach(id, 'applying');
    await until(
      async () => (await one.runStore.find(id))?.job?.host,
      'job is given out',
    );
    await one.executor.stop();
    rmSync(join(one.dataDirectory, 'runs', id, 'apply'), { recursive: true });
    open();
    const two = await replicas.start({ dataDirectory: one.dataDirectory });
    const { run } = await two.reach(id, 'needs-attention');
    expect(run.reason).toContain(`runs/${id}/apply`);
  });

  it('asks for attention when another host has the folder and is gone', async () => {
    const one = await replicas.start({ host: 'alpha' });
    const { opened, open } = gatekeeper();
    one.runner.script = async (job, runner) => {
      if (job.kind === 'apply') await opened;
      return succeed(job, runner);
    };
    const { id } = await one.ask();
    await one.reach(id, 'applying');
    await until(
      async () => (await one.runStore.find(id))?.job?.host,
      'job is given out',
    );
    await one.executor.stop();
    const two = await replicas.start({ host: 'beta' });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await two.runStore.find(id))?.run.state).toBe('applying');
    const { run } = await two.reach(id, 'needs-attention');
    expect(run.reason).toContain('the replica that worked on it is gone');
    open();
  });

  it('stops touching a run whose lease it has lost', async () => {
    const one = await replicas.start({ times: { ...FAST, poll: 60_000 } });
    const { opened, open } = gatekeeper();
    one.runner.script = async (job, runner) => {
      await opened;
      return succeed(job, runner);
    };
    const { id } = await one.ask();
    await one.reach(id, 'planning');
    await db('runs').update({
      lease_owner: 'other:1:x',
      lease_until: new Date(Date.now() + 60_000).toISOString(),
    });
    await new Promise(resolve => setTimeout(resolve, 300));
    open();
    await new Promise(resolve => setTimeout(resolve, 300));
    expect((await one.runStore.find(id))?.run.state).toBe('planning');
    expect(await logOf(db, id)).toEqual([]);
  });

  it('takes over a lease at once whose process on this host is gone', async () => {
    const one = await replicas.make();
    const { id } = await one.ask();
    await db('runs')
      .where({ id })
      .update({
        state: 'planned',
        has_changes: false,
        plan: '{}',
        lease_owner: `${hostname()}:999999999:x`,
        lease_until: new Date(Date.now() + 60_000).toISOString(),
      });
    one.executor.start();
    const { run } = await one.reach(id, 'succeeded');
    expect(run.reason).toBe('The plan has no changes');
  });

  it('fails a plan whose result cannot be read', async () => {
    const one = await replicas.start();
    one.runner.script = async (_job, { folder }) => {
      writeFileSync(join(folder, 'result.json'), '{"outcome":"succeeded"}');
      return 'dies';
    };
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run.reason).toContain('result.json cannot be read');
  });
});
