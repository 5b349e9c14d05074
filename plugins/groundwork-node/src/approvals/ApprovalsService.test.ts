// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { ApprovalRule } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { ApprovalsService, type CastVote } from './ApprovalsService';
import {
  addApproverColumns,
  createApprovalTables,
  dropApprovalTables,
  dropApproverColumns,
} from './migrations';
import { judgeApproval, mayApprove } from './rules';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const [RITA, AMIR, LENA] = ['rita', 'amir', 'lena'].map(
  name => `user:default/${name}`,
);
const OWNERS = 'group:default/owners';
const SECURITY = 'group:default/security';
const [ONE, TWO] = ['1'.repeat(64), '2'.repeat(64)];

jest.setTimeout(60_000);

it('runs on both databases where both must be there', () => {
  const ids = databases.eachSupportedId().map(([id]) => id);
  expect(ids).toEqual(process.env.CI ? ['SQLITE_3', 'POSTGRES_15'] : ids);
});

describe('mayApprove', () => {
  const cases: [ApprovalRule, string, boolean][] = [
    ['auto', RITA, true],
    ['auto', AMIR, true],
    ['requester', RITA, true],
    ['requester', AMIR, false],
    ['other', RITA, false],
    ['other', AMIR, true],
  ];

  it.each(cases)('with the rule %s for %s is %s', (rule, userRef, allowed) => {
    const asked = { rule, requester: RITA, approvers: [] };
    expect(mayApprove(asked, { userRef, belongsTo: [] }).allowed).toBe(allowed);
  });

  const lists: [string[][], string[], boolean][] = [
    [[[OWNERS]], [OWNERS], true],
    [[[OWNERS]], [SECURITY], false],
    [[[OWNERS]], [], false],
    [[[OWNERS, SECURITY]], [SECURITY], true],
    [[[OWNERS], [SECURITY]], [SECURITY], false],
    [[[OWNERS], [SECURITY]], [OWNERS, SECURITY], true],
    [[[AMIR]], [], true],
    [[[]], [OWNERS, SECURITY], false],
  ];

  it.each(lists)('with approvers %j for somebody of %j is %s', (...each) => {
    const [approvers, belongsTo, allowed] = each;
    const asked = { rule: 'other' as const, requester: RITA, approvers };
    const voter = { userRef: AMIR, belongsTo };
    expect(mayApprove(asked, voter).allowed).toBe(allowed);
    expect(mayApprove(asked, { ...voter, userRef: RITA }).allowed).toBe(false);
  });
});

describe('judgeApproval', () => {
  const vote = (
    userRef: string,
    digest = ONE,
    decision: 'approve' | 'reject' = 'approve',
  ) => ({
    userRef,
    digest,
    decision,
    votedAt: '2026-01-01T00:00:00.000Z',
    belongsTo: [OWNERS],
  });
  const record = (
    rule: ApprovalRule,
    required: number,
    votes: ReturnType<typeof vote>[],
    approvers: string[][] = [],
  ) => ({
    subject: 's',
    digest: ONE,
    rule,
    required,
    requester: RITA,
    approvers,
    why: [],
    votes,
  });

  it('counts each person once, on this digest, whom the rule admits', () => {
    const votes = [vote(RITA), vote(AMIR), vote(AMIR), vote(LENA, TWO)];
    expect(judgeApproval(record('other', 2, votes))).toEqual({
      satisfied: false,
      rejected: false,
      approvals: 1,
    });
    expect(judgeApproval(record('other', 1, votes)).satisfied).toBe(true);
    expect(
      judgeApproval(record('other', 2, [...votes, vote(LENA)])).satisfied,
    ).toBe(true);
  });

  it('lets one no outweigh every yes', () => {
    const votes = [vote(AMIR), vote(LENA, ONE, 'reject')];
    expect(judgeApproval(record('other', 1, votes))).toMatchObject({
      satisfied: false,
      rejected: true,
    });
    expect(judgeApproval(record('auto', 0, votes)).satisfied).toBe(false);
  });

  it('counts by what the voter belonged to when they voted', () => {
    const votes = [vote(AMIR), { ...vote(LENA), belongsTo: [SECURITY] }];
    expect(judgeApproval(record('other', 2, votes, [[OWNERS]]))).toMatchObject({
      satisfied: false,
      approvals: 1,
    });
    expect(
      judgeApproval(record('other', 2, votes, [[OWNERS, SECURITY]])).satisfied,
    ).toBe(true);
  });

  it('asks nobody with the rule auto', () => {
    expect(judgeApproval(record('auto', 0, [])).satisfied).toBe(true);
  });
});

describe.each(databases.eachSupportedId())(
  'ApprovalsService on %s',
  databaseId => {
    const approvals = ApprovalsService.create();
    let db: Knex;

    const ask = (change: Partial<Parameters<typeof approvals.request>[1]>) =>
      approvals.request(db, {
        subject: 'run:1',
        digest: ONE,
        rule: 'other',
        required: 2,
        requester: RITA,
        approvers: [],
        why: [],
        ...change,
      });

    beforeEach(async () => {
      db = await databases.init(databaseId);
      await createApprovalTables(db);
      await addApproverColumns(db);
      await ask({});
    });

    const cast = (change: Partial<CastVote>) =>
      approvals.vote(db, {
        subject: 'run:1',
        digest: ONE,
        userRef: AMIR,
        belongsTo: [AMIR, OWNERS],
        decision: 'approve',
        ...change,
      });

    it('is satisfied by as many others as are required', async () => {
      expect((await cast({ comment: 'fine' })).satisfied).toBe(false);
      expect((await cast({ userRef: LENA })).satisfied).toBe(true);
      const record = await approvals.find(db, 'run:1');
      expect(record?.votes).toMatchObject([
        { userRef: AMIR, decision: 'approve', comment: 'fine', digest: ONE },
        { userRef: LENA },
      ]);
    });

    it('refuses the requester, a second yes, another digest and an unknown subject', async () => {
      await expect(cast({ userRef: RITA })).rejects.toMatchObject({
        name: 'NotAllowedError',
      });
      await cast({});
      await expect(cast({})).rejects.toMatchObject({ name: 'ConflictError' });
      await expect(cast({ digest: TWO })).rejects.toMatchObject({
        name: 'ConflictError',
      });
      await expect(cast({ subject: 'run:2' })).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      expect((await approvals.find(db, 'run:1'))?.votes).toHaveLength(1);
    });

    it('lets anybody refuse, and change a yes into a no', async () => {
      await cast({});
      expect((await cast({ decision: 'reject' })).rejected).toBe(true);
      expect((await approvals.find(db, 'run:1'))?.votes).toHaveLength(1);
    });

    it('forgets no vote but counts none when something new is asked', async () => {
      await cast({});
      await ask({ digest: TWO, required: 1 });
      const record = await approvals.find(db, 'run:1');
      expect(record?.votes).toHaveLength(1);
      expect(record && judgeApproval(record).approvals).toBe(0);
      expect((await cast({ digest: TWO })).satisfied).toBe(true);
    });

    it('keeps who may approve and why, and refuses others', async () => {
      const why = [
        {
          environment: 'production' as const,
          risks: ['replace' as const],
          rule: 'other' as const,
          required: 2,
          approvers: [SECURITY],
        },
      ];
      await ask({ approvers: [[SECURITY]], why });
      await expect(cast({})).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringContaining(SECURITY),
      });
      await cast({ userRef: LENA, belongsTo: [LENA, SECURITY] });
      const record = await approvals.find(db, 'run:1');
      expect(record).toMatchObject({
        approvers: [[SECURITY]],
        why,
        votes: [{ userRef: LENA, belongsTo: [LENA, SECURITY] }],
      });
      await ask({ subject: 'run:2' });
      const many = await approvals.findMany(db, ['run:1', 'run:2', 'run:3']);
      expect(many.get('run:1')).toEqual(record);
      expect([...many.keys()].sort()).toEqual(['run:1', 'run:2']);
    });

    it('counts no vote of somebody who may not approve what is asked now', async () => {
      await cast({});
      await ask({ approvers: [[SECURITY]], required: 1 });
      const record = await approvals.find(db, 'run:1');
      expect(record && judgeApproval(record).approvals).toBe(0);
    });

    it('has new columns with a way down', async () => {
      await dropApproverColumns(db);
      expect(await db.schema.hasColumn('approvals', 'approvers')).toBe(false);
      expect(await db.schema.hasColumn('approval_votes', 'belongs_to')).toBe(
        false,
      );
    });

    it('is dropped by the way down', async () => {
      await dropApprovalTables(db);
      expect(await db.schema.hasTable('approvals')).toBe(false);
      expect(await db.schema.hasTable('approval_votes')).toBe(false);
    });
  },
);
