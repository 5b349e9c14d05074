// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  type AuditEntry,
  auditEntrySchema,
  runRecordDocumentSchema,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  createStackConditionalDecision,
  stackConditions,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import {
  AMIR,
  type Bench,
  RITA,
  inProduction,
  startBench,
} from '../__testUtils__/backend';
import { PLAN_DIGEST } from '../__testUtils__/FakeRunner';
import { canonicalJson } from '../rules/canonicalJson';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the audit on %s', databaseId => {
  const permissions = mockServices.permissions.mock();
  let db: Knex;
  let bench: Bench;
  let runId: string;

  const decide = (decision: PolicyDecision) =>
    permissions.authorizeConditional.mockImplementation(async asked =>
      asked.map(() => decision),
    );

  beforeAll(async () => {
    permissions.authorize.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
    ]);
    decide({ result: AuthorizeResult.ALLOW });
    db = await databases.init(databaseId);
    bench = await startBench({ db, services: [permissions.factory] });
    const run = await bench.as().create({
      target: inProduction,
      change: { ticket: 'CHG-1042', reason: 'Orders are to be encrypted' },
    });
    runId = run.id;
    await bench.as().reach(runId, 'awaiting-approval');
    await bench
      .as(AMIR)
      .post(`/v1/runs/${runId}/approve`, {
        planDigest: PLAN_DIGEST,
        comment: '=HYPERLINK("http://evil.test";"look")',
      })
      .expect(200);
    await bench.as().reach(runId, 'succeeded');
  });

  afterAll(() => bench.backend.stop());

  it('gives all that is known of a run, with a SHA-256 over it', async () => {
    const { body, headers } = await bench
      .as()
      .get(`/v1/runs/${runId}/record`)
      .expect(200);
    expect(headers['content-disposition']).toBe(
      `attachment; filename="run-${runId}.json"`,
    );
    const { record } = runRecordDocumentSchema.parse(body);
    expect(record.run).toMatchObject({
      id: runId,
      state: 'succeeded',
      requestedBy: RITA,
      planDigest: PLAN_DIGEST,
      change: { ticket: 'CHG-1042', reason: 'Orders are to be encrypted' },
    });
    expect(record.plan).toMatchObject({ hasChanges: true });
    expect(record.approval.votes).toMatchObject([
      { userRef: AMIR, decision: 'approve', digest: PLAN_DIGEST },
    ]);
    expect(record.verification).toMatchObject({ result: 'equal' });
    expect(record.audit.map(({ to }) => to)).toEqual([
      'queued',
      'planning',
      'planned',
      'awaiting-approval',
      'approved',
      'applying',
      'verifying',
      'succeeded',
    ]);
    record.audit.forEach(({ hash }) => expect(hash).toMatch(/^[0-9a-f]{64}$/));
    expect(record.events.some(({ kind }) => kind === 'log')).toBe(true);
    expect(record.outputs?.length).toBeGreaterThan(0);
    expect(record.outputs?.some(({ sensitive }) => sensitive)).toBe(false);
    expect(body.sha256).toBe(
      createHash('sha256').update(canonicalJson(body.record)).digest('hex'),
    );
  });

  it('is written out line by line, in the order of the chain, for a period', async () => {
    const { text, headers } = await bench
      .as()
      .get('/v1/audit')
      .buffer(true)
      .expect(200);
    expect(headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line): AuditEntry => auditEntrySchema.parse(JSON.parse(line)));
    expect(entries.map(({ position }) => position)).toEqual(
      entries.map((_, index) => index + 1),
    );
    const { at } = entries[3];
    const [first] = entries.filter(entry => entry.at >= at);
    const rest = await bench
      .as()
      .get(`/v1/audit?from=${at}`)
      .buffer(true)
      .expect(200);
    expect(JSON.parse(rest.text.split('\n')[0]).id).toBe(first.id);
    const none = await bench
      .as()
      .get('/v1/audit?to=2020-01-01T00:00:00Z')
      .buffer(true)
      .expect(200);
    expect(none.text).toBe('');
    await bench.as().get('/v1/audit?from=yesterday').expect(400);
  });

  it('is CSV that no spreadsheet takes for a formula', async () => {
    const { text, headers } = await bench
      .as()
      .get('/v1/audit?format=csv')
      .expect(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = text.split('\r\n');
    expect(lines[0]).toMatch(/^position,id,at,actor,action,/);
    const vote = lines.find(line => line.includes('HYPERLINK'));
    expect(vote).toContain(`,"'=HYPERLINK(""http://evil.test"";""look"")",`);
  });

  it('is shown to nobody who may see some stacks only', async () => {
    decide(
      createStackConditionalDecision(
        stackReadPermission,
        stackConditions.isInAccount({ accountIds: ['111111111111'] }),
      ),
    );
    for (const path of ['/v1/audit', '/v1/audit/verify']) {
      const { body } = await bench.as().get(path).expect(403);
      expect(body.error.message).toContain(
        'groundwork.stack.read on every stack, without conditions',
      );
    }
    await bench.as().get(`/v1/runs/${runId}/record`).expect(200);
    decide({ result: AuthorizeResult.ALLOW });
  });

  it('is verified, and names the row that was edited', async () => {
    const { body: intact } = await bench
      .as()
      .get('/v1/audit/verify')
      .expect(200);
    expect(intact).toMatchObject({ intact: true, problems: [] });
    const noted = `position=${intact.head.position}&hash=${intact.head.hash}`;
    await bench.as().get(`/v1/audit/verify?${noted}`).expect(200);
    await bench.as().get('/v1/audit/verify?position=1').expect(400);

    const [vote] = await db('audit').where({ action: 'run.approve' });
    await db('audit').where({ id: vote.id }).update({ actor: RITA });
    const { body } = await bench.as().get('/v1/audit/verify').expect(200);
    expect(body).toMatchObject({
      intact: false,
      problems: [{ kind: 'edited', id: vote.id }],
    });
    await db('audit').where({ id: vote.id }).update({ actor: AMIR });
  });
});
