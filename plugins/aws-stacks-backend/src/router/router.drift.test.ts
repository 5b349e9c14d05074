// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { StackDriftReport } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type Bench, RITA, startBench } from '../__testUtils__/backend';
import { succeed } from '../__testUtils__/FakeRunner';
import { until } from '../__testUtils__/replica';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('drift over HTTP', () => {
  let db: Knex;
  let bench: Bench;
  let stackId: string;
  const path = (rest = '') => `/v1/stacks/${stackId}/drift${rest}`;

  beforeAll(async () => {
    db = await databases.init('SQLITE_3');
    bench = await startBench({ db });
    bench.runner.script = async (job, runner) =>
      job.kind === 'drift'
        ? {
            outcome: 'succeeded',
            changed: false,
            drift: {
              resources: [
                {
                  change: {
                    address: 'aws_kms_key.this',
                    type: 'aws_kms_key',
                    name: 'this',
                    action: 'update',
                    attributes: [],
                  },
                },
              ],
              unchecked: ['aws_kms_alias.this'],
              notes: ['The alias was not compared'],
            },
          }
        : succeed(job, runner);
    const run = await bench.as().create();
    await bench.as().reach(run.id, 'succeeded');
    stackId = run.stackId;
  });

  afterAll(() => bench.backend.stop());

  const reachState = (state: string): Promise<StackDriftReport> =>
    until(async () => {
      const { body } = await bench.as().get(path()).expect(200);
      return body.drift.state === state && !body.checking ? body : undefined;
    }, `drift ${state}`);

  it('is looked at when somebody asks, and shows on the stack and in the list', async () => {
    const { body } = await bench.as().post(path('/check')).expect(202);
    expect(body).toMatchObject({
      checking: true,
      actions: ['check', 'revert', 'ignore'],
    });
    const report = await reachState('drifted');
    expect(report).toMatchObject({
      unchecked: ['aws_kms_alias.this'],
      notes: ['The alias was not compared'],
      dueAt: expect.any(String),
    });
    expect(report.resources).toHaveLength(1);
    const seen = { state: 'drifted', resources: 1, unchecked: 1 };
    const { body: stack } = await bench.as().get(`/v1/stacks/${stackId}`);
    expect(stack.drift).toMatchObject(seen);
    const { body: list } = await bench.as().get('/v1/stacks');
    expect(list.items[0].drift).toMatchObject(seen);
  });

  it('takes rules with a reason and an end to come, and lets them end', async () => {
    const rule = { address: 'aws_kms_key.this', reason: 'Known' };
    await bench
      .as()
      .post(path('/ignores'), { ...rule, reason: ' ' })
      .expect(400);
    const { body: late } = await bench
      .as()
      .post(path('/ignores'), { ...rule, until: '2020-01-01T00:00:00Z' })
      .expect(400);
    expect(late.error.message).toContain('over already');
    const { body } = await bench.as().post(path('/ignores'), rule).expect(201);
    expect(body.drift).toMatchObject({ state: 'in-sync', resources: 0 });
    expect(body.ignores).toEqual([
      {
        ...rule,
        id: expect.any(String),
        createdBy: RITA,
        createdAt: expect.any(String),
      },
    ]);
    const { body: ended } = await bench
      .as()
      .post(path(`/ignores/${body.ignores[0].id}/end`))
      .expect(200);
    expect(ended.drift.state).toBe('drifted');
    const rows: { action: string }[] = await db('audit')
      .whereLike('action', 'drift.%ignore')
      .andWhere({ outcome: 'done' })
      .orderBy('id')
      .select('action');
    expect(rows.map(({ action }) => action)).toEqual([
      'drift.ignore',
      'drift.end-ignore',
    ]);
  });

  it('reverts a source with secrets only when they are given again', async () => {
    await db('runs').update({ secret_names: '["password"]' });
    const { body: report } = await bench.as().get(path()).expect(200);
    expect(report.secretVariables).toEqual(['password']);
    const { body } = await bench
      .as()
      .post(path('/revert'), { reason: 'Put it back' })
      .expect(400);
    expect(body.error.message).toContain('the source takes password');
    await db('runs').update({ secret_names: '[]' });
  });

  it('reverts by a run of the applied source; of CDK it has CloudFormation look at what stands', async () => {
    await db('stacks').update({ engine: 'cdk' });
    const { body: run } = await bench
      .as()
      .post(path('/revert'), { reason: 'Put it back' })
      .expect(201);
    expect(run).toMatchObject({
      stackId,
      operation: 'apply',
      change: { reason: 'Put it back' },
    });
    await bench.as().reach(run.id, 'succeeded');
    const plan = bench.runner.started.find(
      ({ job }) => job.kind === 'plan' && job.runId === run.id,
    );
    expect(plan?.job.cdk?.revertDrift).toBe(true);
    // Of a CDK stack nothing is known after an apply until it is looked at, which is at once.
    const { body } = await bench.as().get(path()).expect(200);
    expect(Date.parse(body.dueAt)).toBeLessThan(Date.now() + 1_000);
  });
});
