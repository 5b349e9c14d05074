// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { PLAN_DIGEST, succeed } from '../__testUtils__/FakeRunner';
import {
  LENA,
  OWNERS,
  SECURITY,
  SOL,
  peopleService,
  replaceKey,
} from '../__testUtils__/people';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const OTHER_DIGEST = 'b'.repeat(64);

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('approvers on %s', databaseId => {
  let bench: Bench;
  let db: Knex;

  beforeEach(async () => {
    db = await databases.init(databaseId);
    bench = await startBench({ db, services: [peopleService().factory] });
    bench.runner.script = replaceKey();
  });

  afterEach(() => bench.backend.stop());

  async function waiting(name = 'orders') {
    const { id } = await bench.as(RITA).create({ target: inProduction, name });
    return bench.as(RITA).reach(id, 'awaiting-approval');
  }

  const stateOf = async (id: string) =>
    (await db('runs').where({ id }).first()).state;

  it('asks two of the account’s owners about a replacement, and says why', async () => {
    const { id } = await waiting();
    const { body } = await bench.as(SOL).get(`/v1/runs/${id}`).expect(200);
    expect(body).toMatchObject({
      risks: ['replace'],
      approval: {
        rule: 'other',
        required: 2,
        approvers: [[OWNERS]],
        why: [{ environment: 'production', risks: ['replace'], required: 2 }],
        mayApprove: false,
        reason: expect.stringContaining(OWNERS),
      },
    });
    expect(body.actions).not.toContain('approve');
    const amir = await bench.as(AMIR).get(`/v1/runs/${id}`).expect(200);
    expect(amir.body.approval.mayApprove).toBe(true);
    expect(amir.body.actions).toContain('approve');
  });

  it('counts two who approve at once as two', async () => {
    for (const name of ['one', 'two', 'three']) {
      const { id } = await waiting(name);
      const answers = await Promise.all([
        bench.as(AMIR).approve(id),
        bench.as(LENA).approve(id),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      const run = await bench.as().reach(id, 'succeeded');
      expect(run.approval.votes.map(({ userRef }) => userRef).sort()).toEqual([
        AMIR,
        LENA,
      ]);
      expect(JSON.stringify(run)).not.toContain('belongsTo');
    }
    const applies = bench.runner.started.filter(
      ({ job }) => job.kind === 'apply',
    );
    expect(applies).toHaveLength(3);
  });

  it('refuses the requester, though they are an owner, and who is none', async () => {
    const { id } = await waiting();
    const rita = await bench.as(RITA).approve(id).expect(403);
    expect(rita.body.error.message).toContain('somebody else');
    const sol = await bench.as(SOL).approve(id).expect(403);
    expect(sol.body.error.message).toContain(OWNERS);
    const last = await db('audit').orderBy('position', 'desc').first();
    expect(last).toMatchObject({
      actor: SOL,
      action: 'run.approve',
      outcome: 'refused',
    });
    expect(await db('approval_votes')).toEqual([]);
    expect(await stateOf(id)).toBe('awaiting-approval');
  });

  it('judges a vote by what the voter belonged to, again when it is counted', async () => {
    const { id } = await waiting();
    await bench.as(AMIR).approve(id).expect(200);
    await db('approval_votes').update({
      belongs_to: JSON.stringify([AMIR, SECURITY]),
    });
    await bench.as(LENA).approve(id).expect(200);
    expect(await stateOf(id)).toBe('awaiting-approval');
  });

  it('voids approvals when it is planned again', async () => {
    const older = await waiting();
    await bench.as(AMIR).approve(older.id).expect(200);
    bench.runner.script = replaceKey(OTHER_DIGEST);
    const newer = await waiting();
    await bench.as().reach(older.id, 'discarded');
    expect(newer.approval.votes).toEqual([]);
    await bench.as(LENA).approve(older.id).expect(409);
    const { body } = await bench
      .as(LENA)
      .approve(newer.id, PLAN_DIGEST)
      .expect(409);
    expect(body.error.message).toContain('Look at the plan again');
    await bench.as(LENA).approve(newer.id, OTHER_DIGEST).expect(200);
    expect(await stateOf(newer.id)).toBe('awaiting-approval');
  });

  it('refuses a vote on an expired plan', async () => {
    const { id } = await waiting();
    await bench.as(AMIR).approve(id).expect(200);
    const expired = { expires_at: '2020-01-01T00:00:00.000Z' };
    await db('runs').where({ id }).update(expired);
    await bench.as(LENA).approve(id).expect(409);
    await bench.as().reach(id, 'expired');
    expect(await db('approval_votes')).toHaveLength(1);
  });

  it('wants to know why a plan is rejected', async () => {
    const { id } = await waiting();
    for (const comment of [undefined, '', '  ']) {
      const { body } = await bench
        .as(AMIR)
        .post(`/v1/runs/${id}/reject`, { planDigest: PLAN_DIGEST, comment })
        .expect(400);
      expect(body.error.message).toContain('comment');
    }
    expect(await stateOf(id)).toBe('awaiting-approval');
  });

  it('has an inbox: mine first, then what others have to approve, each by expiry', async () => {
    const risky = await waiting('risky');
    const soon = await waiting('soon');
    bench.runner.script = succeed;
    const plain = await waiting('plain');
    await db('runs')
      .where({ id: soon.id })
      .update({ expires_at: new Date(Date.now() + 60_000).toISOString() });
    const inbox = async (user: string, query = '') =>
      (await bench.as(user).get(`/v1/approvals${query}`).expect(200)).body;
    const names = (page: { items: { name: string }[] }) =>
      page.items.map(({ name }) => name);

    const amirs = await inbox(AMIR);
    expect(names(amirs)).toEqual(['soon', 'risky', 'plain']);
    expect(amirs).toMatchObject({ mine: 3, totalItems: 3, problems: [] });
    expect(amirs.items[0]).toMatchObject({
      id: soon.id,
      requestedBy: RITA,
      risks: ['replace'],
      summary: { replace: 1 },
      approval: { required: 2, approvers: [[OWNERS]], mayApprove: true },
    });

    const sols = await inbox(SOL);
    expect(names(sols)).toEqual(['plain', 'soon', 'risky']);
    expect(sols.mine).toBe(1);
    expect(await inbox(RITA)).toMatchObject({ mine: 0, totalItems: 3 });

    await bench.as(AMIR).approve(soon.id).expect(200);
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await inbox(AMIR, `?limit=1${cursor}`);
      seen.push(...names(page));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(['risky', 'plain', 'soon']);
    expect(risky.id).not.toBe(plain.id);
  });
});
