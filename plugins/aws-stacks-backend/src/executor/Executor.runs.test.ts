// SPDX-License-Identifier: Apache-2.0
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { PRODUCTION, inProduction } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import {
  FakeRunner,
  PLAN_DIGEST,
  gatekeeper,
  log,
  succeed,
} from '../__testUtils__/FakeRunner';
import { Replicas } from '../__testUtils__/Replicas';
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

  it('lets one of two replicas have a run, and nothing happens twice', async () => {
    const runner = new FakeRunner();
    const one = await replicas.start({ runner });
    await replicas.start({ runner, dataDirectory: one.dataDirectory });
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
    const one = await replicas.start();
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

  it('knows what stands after an apply that failed half-way', async () => {
    const one = await replicas.start();
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

  it('plans in the order of the requests, one run of a stack at a time', async () => {
    const one = await replicas.make({
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
    const one = await replicas.make({
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
    const one = await replicas.start({
      stacks: { terraform: { binary: '/nowhere/terraform' } },
    });
    const { id } = await one.ask();
    const { run } = await one.reach(id, 'failed');
    expect(run.reason).toContain('/nowhere/terraform was not found; install');
  });

  it('ends plans that are too old', async () => {
    const one = await replicas.start({
      stacks: { planExpiry: { milliseconds: 1 } },
    });
    const { id } = await one.ask({ target: inProduction });
    const { run } = await one.reach(id, 'expired');
    expect(run.hint).toBe('Plan again');
  });

  it('stores a run without changes as done, and its source when it was applied before', async () => {
    const one = await replicas.start();
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
    const one = await replicas.start();
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
