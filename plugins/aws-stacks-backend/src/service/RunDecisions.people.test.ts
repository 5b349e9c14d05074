// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  RITA,
  STAGING,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { PLAN_DIGEST, gatekeeper, succeed } from '../__testUtils__/FakeRunner';
import { until } from '../__testUtils__/replica';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const LENA = 'user:default/lena';
const inStaging = {
  accountId: STAGING,
  region: 'eu-west-1',
  environment: 'staging',
} as const;

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('decisions on %s', databaseId => {
  let bench: Bench;
  let db: Knex;

  async function start(
    options: Partial<Parameters<typeof startBench>[0]> = {},
  ) {
    db = await databases.init(databaseId);
    bench = await startBench({ db, ...options });
  }

  afterEach(() => bench.backend.stop());

  async function waiting(
    target: typeof inStaging | typeof inProduction = inProduction,
  ) {
    const { id } = await bench.as(RITA).create({ target });
    return bench.as(RITA).reach(id, 'awaiting-approval');
  }

  async function expectRefused(runId: string, action: string, message: string) {
    const last = await db('audit').orderBy('id', 'desc').first();
    expect(last).toMatchObject({ run_id: runId, action, outcome: 'refused' });
    expect(last.reason).toContain(message);
    expect(await db('approval_votes')).toEqual([]);
    expect((await db('runs').where({ id: runId }).first()).state).toBe(
      'awaiting-approval',
    );
  }

  it('refuses the requester in production, and nothing changes', async () => {
    await start();
    const { id } = await waiting();
    const { body } = await bench.as(RITA).approve(id).expect(403);
    expect(body.error.message).toContain('somebody else has to approve');
    await expectRefused(id, 'run.approve', 'somebody else');
  });

  it('refuses a digest that is not the plan’s', async () => {
    await start();
    const { id } = await waiting();
    const { body } = await bench
      .as(AMIR)
      .approve(id, 'b'.repeat(64))
      .expect(409);
    expect(body.error.message).toContain('Look at the plan again');
    await expectRefused(id, 'run.approve', 'You looked at plan bbb');
  });

  it('lets only the requester confirm in staging', async () => {
    await start();
    const { id } = await waiting(inStaging);
    await bench.as(AMIR).approve(id).expect(403);
    await expectRefused(id, 'run.approve', 'Only user:default/rita');
    await bench.as(RITA).approve(id).expect(200);
    const run = await bench.as().reach(id, 'succeeded');
    expect(run.approval.votes).toMatchObject([{ userRef: RITA }]);
  });

  it('waits for as many people as are required', async () => {
    await start({
      stacks: { approvals: { production: { rule: 'other', required: 2 } } },
    });
    const { id } = await waiting();
    const { body } = await bench.as(AMIR).approve(id).expect(200);
    expect(body).toMatchObject({
      state: 'awaiting-approval',
      approval: { required: 2 },
    });
    await bench.as(AMIR).approve(id).expect(409);
    await bench.as(LENA).approve(id).expect(200);
    await bench.as().reach(id, 'succeeded');
  });

  it('refuses an expired plan', async () => {
    await start();
    const { id } = await waiting();
    await db('runs')
      .where({ id })
      .update({ expires_at: '2020-01-01T00:00:00.000Z' });
    const { body } = await bench.as(AMIR).approve(id).expect(409);
    expect(body.error.message).toMatch(/expired|is expired/);
    await bench.as().reach(id, 'expired');
    expect(await db('approval_votes')).toEqual([]);
    const audit = await db('audit').where({
      run_id: id,
      action: 'run.approve',
    });
    expect(audit).toMatchObject([{ outcome: 'refused', actor: AMIR }]);
  });

  it('rejects with a reason', async () => {
    await start();
    const { id } = await waiting();
    const comment = 'Wrong key policy';
    await bench
      .as(AMIR)
      .post(`/v1/runs/${id}/reject`, { planDigest: PLAN_DIGEST, comment })
      .expect(200);
    const run = await bench.as().reach(id, 'discarded');
    expect(run.reason).toBe(comment);
    expect(run.approval.votes).toMatchObject([
      { userRef: AMIR, decision: 'reject', comment },
    ]);
  });

  it('discards and cancels what waits, and refuses it afterwards', async () => {
    await start();
    const { id } = await waiting();
    await bench.as().post(`/v1/runs/${id}/cancel`, {}).expect(409);
    await bench
      .as()
      .post(`/v1/runs/${id}/discard`, { reason: 'later' })
      .expect(200);
    const { body } = await bench
      .as()
      .post(`/v1/runs/${id}/discard`)
      .expect(409);
    expect(body.error.message).toContain(
      'Cannot discard a run that is discarded',
    );
    await bench.as(AMIR).approve(id).expect(409);
  });

  it('interrupts the runner of a cancelled run and follows its result', async () => {
    await start();
    const { opened, open } = gatekeeper();
    bench.runner.script = async (job, runner) => {
      if (job.kind === 'plan') return succeed(job, runner);
      await opened;
      return { outcome: 'cancelled', changed: false, reason: 'Interrupted' };
    };
    const { id } = await bench.as().create();
    await bench.as().reach(id, 'applying');
    await bench.as(AMIR).post(`/v1/runs/${id}/cancel`).expect(200);
    await until(
      async () => (bench.runner.interrupted.size > 0 ? true : undefined),
      'interrupt',
    );
    open();
    const run = await bench.as().reach(id, 'cancelled');
    expect(run.reason).toBe('Interrupted');
    const audit = await db('audit').where({ run_id: id, action: 'run.cancel' });
    expect(audit).toMatchObject([{ actor: AMIR, outcome: 'done' }]);
  });

  it('settles a run that needs attention: unlock, resume', async () => {
    await start();
    bench.runner.script = async (job, runner) =>
      job.kind === 'apply'
        ? {
            outcome: 'needs-attention',
            reason: 'Apply ended without a result',
            lock: { id: 'lock-1', who: 'runner@host', createdAt: '2026-01-01' },
          }
        : succeed(job, runner);
    const { id, stackId } = await bench.as().create();
    const run = await bench.as().reach(id, 'needs-attention');
    expect(run.hint).toContain('lock-1');
    expect(run.actions).toEqual(['resume', 'unlock', 'fail']);

    await bench.as().post(`/v1/runs/${id}/unlock`).expect(200);
    await until(
      async () =>
        (await db('audit')
          .where({ run_id: id, action: 'run.unlocked', outcome: 'done' })
          .first()) ?? undefined,
      'unlocked',
    );
    await until(
      async () =>
        (await db('runs').where({ id, job: null }).first()) ? true : undefined,
      'unlock done',
    );
    await bench.as().post(`/v1/runs/${id}/resume`).expect(200);
    await bench.as().reach(id, 'succeeded');
    const { body: stack } = await bench
      .as()
      .get(`/v1/stacks/${stackId}`)
      .expect(200);
    expect(stack.status).toBe('applied');
    expect(bench.runner.started.map(({ job }) => job.kind)).toEqual([
      'plan',
      'apply',
      'unlock',
      'verify',
    ]);
    expect(bench.runner.started[2].job).toMatchObject({ lockId: 'lock-1' });
  });

  it('marks a run that needs attention as failed, and the stack is free again', async () => {
    await start();
    bench.runner.script = async (job, runner) =>
      job.kind === 'apply'
        ? { outcome: 'needs-attention', reason: 'x' }
        : succeed(job, runner);
    const { id, stackId } = await bench.as().create();
    await bench.as().reach(id, 'needs-attention');
    await bench
      .as()
      .post(`/v1/runs/${id}/fail`, { reason: 'Looked at it' })
      .expect(200);
    expect((await bench.as().reach(id, 'failed')).reason).toBe('Looked at it');
    const { body: stack } = await bench
      .as()
      .get(`/v1/stacks/${stackId}`)
      .expect(200);
    expect(stack.status).toBe('planned');
    bench.runner.script = succeed;
    const next = await bench.as().create();
    await bench.as().reach(next.id, 'succeeded');
  });
});
