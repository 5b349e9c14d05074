// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AMIR,
  type Bench,
  RITA,
  inProduction,
  startBench,
} from './__testUtils__/backend';
import { PLAN_DIGEST } from './__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(120_000);

it('is tested on both databases where both must be there', () => {
  const wanted = process.env.CI
    ? ['SQLITE_3', 'POSTGRES_15']
    : databases.eachSupportedId().map(([id]) => id);
  expect(databases.eachSupportedId().map(([id]) => id)).toEqual(wanted);
});

describe.each(databases.eachSupportedId())('a run on %s', databaseId => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await startBench({ db: await databases.init(databaseId) });
  });

  afterEach(() => bench.backend.stop());

  it('is planned, approved by another person, applied and verified in production', async () => {
    const { id } = await bench.as(RITA).create({ target: inProduction });
    const waiting = await bench.as(RITA).reach(id, 'awaiting-approval');
    expect(waiting).toMatchObject({
      planDigest: PLAN_DIGEST,
      summary: { create: 1 },
      approval: { rule: 'other', required: 1, mayApprove: false },
      actions: ['reject', 'discard'],
    });
    const approved = await bench.as(AMIR).approve(id).expect(200);
    expect(approved.body.approval.votes).toMatchObject([
      { userRef: AMIR, decision: 'approve', digest: PLAN_DIGEST },
    ]);
    await bench.as(RITA).reach(id, 'succeeded');

    const { body } = await bench.as().get(`/v1/runs/${id}/audit`).expect(200);
    expect(
      body.items.map(({ actor, to }: { actor: string; to: string }) => [
        actor,
        to,
      ]),
    ).toEqual([
      [RITA, 'queued'],
      ['groundwork', 'planning'],
      ['groundwork', 'planned'],
      ['groundwork', 'awaiting-approval'],
      [AMIR, 'approved'],
      ['groundwork', 'applying'],
      ['groundwork', 'verifying'],
      ['groundwork', 'succeeded'],
    ]);
  });

  it('is applied by itself in development', async () => {
    const { id, stackId } = await bench.as().create();
    const run = await bench.as().reach(id, 'succeeded');
    expect(run.entityRef).toBe('resource:default/kms-orders-development');
    const { body: stack } = await bench
      .as()
      .get(`/v1/stacks/${stackId}`)
      .expect(200);
    expect(stack).toMatchObject({
      status: 'applied',
      sourceDigest: run.source.digest,
      lastRun: { id, state: 'succeeded' },
      outputs: [{ name: 'key_arn' }, { name: 'key_secret', sensitive: true }],
      resources: [{ address: 'aws_kms_key.this' }],
    });
  });
});
