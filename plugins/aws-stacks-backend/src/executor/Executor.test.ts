// SPDX-License-Identifier: Apache-2.0
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/databases';
import { PRODUCTION, inProduction } from '../__testUtils__/backend';
import {
  FakeRunner,
  PLAN_DIGEST,
  gatekeeper,
  log,
  phase,
  succeed,
} from '../__testUtils__/FakeRunner';
import {
  type Replica,
  type ReplicaOptions,
  createReplica,
  logOf,
  statesOf,
  until,
} from '../__testUtils__/replica';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const FAST = { poll: 50, lease: 400, takeOver: 300 };

jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('Executor on %s', databaseId => {
  let db: Knex;
  let replicas: Replica[];

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    replicas = [];
  });

  afterEach(async () => {
    await Promise.all(replicas.map(({ executor }) => executor.stop()));
  });

  async function replica(options: Partial<ReplicaOptions> = {}) {
    const made = await createReplica({ db, times: FAST, ...options });
    replicas.push(made);
    return made;
  }

  async function started(options: Partial<ReplicaOptions> = {}) {
    const made = await replica(options);
    made.executor.start();
    return made;
  }

  it('lets one of two replicas have a run, and nothing happens twice', async () => {
    const runner = new FakeRunner();
    const one = await started({ runner });
    await started({ runner, dataDirectory: one.dataDirectory });
    const ids = [];
    for (const name of ['aa', 'bb', 'cc', 'dd', 'ee', 'ff']) {
      ids.push((await one.ask({ name })).id);
    }
    for (const id of ids) {
      await one.reach(id, 'succeeded');
      expect(await statesOf(db, id)).toEqual([
        'queued',
        'planning',
        'planned',
        'approved',
        'applying',
        'verifying',
        'succeeded',
      ]);
      expect(await logOf(db, id)).toEqual([
        'Planning aws_kms_key.this',
        'Applying in apply',
      ]);
    }
    expect(runner.started).toHaveLength(12);
  });

  it('tells the runner what to do, and the secrets only over its input', async () => {
    const one = await started();
    const run = await one.ask({
      secretVariables: { db_password: 'canary-77' },
    });
    await one.reach(run.id, 'succeeded');
    const [plan, apply] = one.runner.started;
    expect(plan.job).toMatchObject({
      kind: 'plan',
      roleArn: 'arn:aws:iam::111111111113:role/groundwork-plan',
      requestedBy: 'user:default/rita',
      context: {
        stackId: run.stackId,
        entityRef: 'resource:default/kms-orders-development',
        environment: 'development',
      },
      terraform: {
        stateBucket: {
          bucket: 'groundwork-tfstate-111111111113-eu-west-1',
          region: 'eu-west-1',
        },
      },
    });
    expect(apply.job).toMatchObject({
      kind: 'apply',
      roleArn: 'arn:aws:iam::111111111113:role/groundwork-apply',
      planDigest: PLAN_DIGEST,
    });
    expect(plan.secrets.secretVariables).toEqual({ db_password: 'canary-77' });
    expect(JSON.stringify(plan.job)).not.toContain('canary-77');
    const [row] = await db('runs');
    expect(JSON.stringify(row)).not.toContain('canary-77');
    expect(row.secrets).toBeNull();
  });

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
    const one = await started({ runner });
    const { id } = await one.ask();
    await until(
      async () => ((await logOf(db, id)).includes('before') ? true : undefined),
      'first line',
    );
    await one.executor.stop();
    const two = await started({ runner, dataDirectory: one.dataDirectory });
    open();
    await two.reach(id, 'succeeded');
    expect((await logOf(db, id)).slice(1)).toEqual(['before', 'after']);
    expect(runner.started).toHaveLength(2);
  });

  it('starts a job again whose runner was never started', async () => {
    const runner = new FakeRunner();
    const start = runner.start.bind(runner);
    runner.start = async () => undefined;
    const one = await started({ runner });
    const { id } = await one.ask();
    await until(
      async () => (await one.runStore.find(id))?.job?.host,
      'job is given out',
    );
    await one.executor.stop();
    runner.start = start;
    const two = await started({ runner, dataDirectory: one.dataDirectory });
    expect((await two.reach(id, 'succeeded')).run.finishedAt).toMatch(/Z$/);
  });

  it('fails a plan whose runner died, because nothing was changed', async () => {
    const one = await started();
    one.runner.script = async () => 'dies';
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run.reason).toBe(
      'The plan was not finished: the runner ended without a result. Nothing was changed',
    );
    expect(run.hint).toBe('Plan again');
  });

  it('asks for attention when the runner died while it applied, and blocks the stack until it is settled', async () => {
    const one = await started();
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

  it('knows what stands after an apply that failed half-way', async () => {
    const one = await started();
    const standing = [{ address: 'aws_kms_key.this', type: 'aws_kms_key' }];
    one.runner.script = async (job, runner) =>
      job.kind === 'apply'
        ? { outcome: 'needs-attention', changed: true, standing }
        : succeed(job, runner);
    const { id, stackId } = await one.ask();
    await one.reach(id, 'needs-attention');
    const { resources } = await db('stacks').where({ id: stackId }).first();
    expect(JSON.parse(resources)).toEqual(standing);
  });

  it('asks for attention when the runner died while it verified', async () => {
    const one = await started();
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
    const one = await started();
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
    const two = await started({ dataDirectory: one.dataDirectory });
    const { run } = await two.reach(id, 'needs-attention');
    expect(run.reason).toContain(`runs/${id}/apply`);
  });

  it('asks for attention when another host has the folder and is gone', async () => {
    const one = await started({ host: 'alpha' });
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
    const two = await started({ host: 'beta' });
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await two.runStore.find(id))?.run.state).toBe('applying');
    const { run } = await two.reach(id, 'needs-attention');
    expect(run.reason).toContain('the replica that worked on it is gone');
    open();
  });

  it('stops touching a run whose lease it has lost', async () => {
    const one = await started({ times: { ...FAST, poll: 60_000 } });
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
    const one = await replica();
    const { id } = await one.ask();
    await db('runs')
      .where({ id })
      .update({
        state: 'planned',
        has_changes: false,
        plan: '{}',
        lease_owner: `${require('node:os').hostname()}:999999999:x`,
        lease_until: new Date(Date.now() + 60_000).toISOString(),
      });
    one.executor.start();
    const { run } = await one.reach(id, 'succeeded');
    expect(run.reason).toBe('The plan has no changes');
  });

  it('fails a plan whose result cannot be read', async () => {
    const one = await started();
    one.runner.script = async (_job, { folder }) => {
      writeFileSync(join(folder, 'result.json'), '{"outcome":"succeeded"}');
      return 'dies';
    };
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run.reason).toContain('result.json cannot be read');
  });

  it('plans in the order of the requests, one run of a stack at a time', async () => {
    const one = await replica({
      stacks: { approvals: { development: 'requester' } },
    });
    const first = await one.ask();
    const second = await one.ask();
    one.executor.start();
    await one.reach(second.id, 'awaiting-approval');
    const { run } = await one.reach(first.id, 'discarded');
    expect(run.reason).toBe(
      `A newer plan of the stack took its place: run ${second.id}`,
    );
  });

  it('keeps the limit of runners in one account', async () => {
    const one = await replica({
      stacks: { concurrency: { total: 3, perAccount: 2 } },
    });
    const { opened, open } = gatekeeper();
    one.runner.script = async (job, runner) => {
      await opened;
      return succeed(job, runner);
    };
    for (const name of ['aa', 'bb', 'cc']) await one.ask({ name });
    for (const name of ['dd', 'ee']) {
      await one.ask({ name, target: inProduction });
    }
    one.executor.start();
    await until(
      async () => (one.runner.started.length === 3 ? true : undefined),
      'three runners',
    );
    await new Promise(resolve => setTimeout(resolve, 200));
    const accounts = one.runner.started.map(({ job }) => job.context.accountId);
    expect(accounts).toHaveLength(3);
    expect(accounts.filter(id => id === PRODUCTION)).toHaveLength(1);
    open();
    await until(
      async () =>
        (await db('runs').where({ state: 'succeeded' })).length === 3
          ? true
          : undefined,
      'development done',
    );
  });

  it('says what to do when Terraform is not there', async () => {
    const one = await started({
      stacks: { terraform: { binary: '/nowhere/terraform' } },
    });
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run.reason).toContain('/nowhere/terraform was not found; install');
  });

  it('ends plans that are too old', async () => {
    const one = await started({ stacks: { planExpiry: { milliseconds: 1 } } });
    const { id } = await one.ask({ target: inProduction });
    const { run } = await one.reach(id, 'expired');
    expect(run.hint).toBe('Plan again');
  });

  it('stores a run without changes as done, and its source when it was applied before', async () => {
    const one = await started();
    const first = await one.ask();
    await one.reach(first.id, 'succeeded');
    await db('stacks').update({ source_digest: 'old' });
    one.runner.script = async (job, runner) => {
      const ending = await succeed(job, runner);
      if (ending === 'dies' || !ending.plan) return ending;
      const diff = { ...ending.plan.diff, hasChanges: false };
      return { ...ending, plan: { ...ending.plan, diff } };
    };
    const second = await one.ask();
    const { run } = await one.reach(second.id, 'succeeded');
    expect(run.reason).toBe('The plan has no changes');
    expect(await db('stacks').first('source_digest', 'status')).toEqual({
      source_digest: run.source.digest,
      status: 'applied',
    });
  });

  it('does not read what was appended after the end of a run', async () => {
    const one = await started();
    const { id } = await one.ask();
    await one.reach(id, 'succeeded');
    appendFileSync(
      join(one.dataDirectory, 'runs', id, 'apply', 'events.ndjson'),
      `${JSON.stringify(log('late'))}\n`,
    );
    await new Promise(resolve => setTimeout(resolve, 200));
    expect(await logOf(db, id)).not.toContain('late');
  });
});
