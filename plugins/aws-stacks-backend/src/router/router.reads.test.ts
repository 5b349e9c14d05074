// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { KMS_BUNDLE, digestOf } from '../__testUtils__/bundles';
import { PLAN_DIGEST } from '../__testUtils__/FakeRunner';
import { RoutesBench } from '../__testUtils__/RoutesBench';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('every route', () => {
  let db: Knex;
  let routes: RoutesBench;

  beforeAll(async () => {
    db = await databases.init('SQLITE_3');
    routes = await RoutesBench.create(db);
  });

  afterAll(() => routes.stop());

  it('answers reads', async () => {
    const { runId, stackId } = routes.ids;
    const get = async (path: string) =>
      (await routes.bench.as().get(path).expect(200)).body;
    expect(await get('/v1/accounts')).toMatchObject({
      items: [
        { accountId: '111111111111', environment: 'production', mayUse: true },
        { environment: 'staging' },
        { environment: 'development' },
      ],
      problems: [],
    });
    expect(JSON.stringify(await get('/v1/accounts'))).not.toContain('role/');
    expect(await get(`/v1/stacks/${stackId}`)).toMatchObject({
      id: stackId,
      status: 'planned',
    });
    expect(await get('/v1/stacks?text=ORD')).toMatchObject({
      items: [{ id: stackId }],
    });
    expect(await get('/v1/stacks?text=100%25')).toMatchObject({ items: [] });
    expect(
      await get(`/v1/runs?stackId=${stackId}&state=awaiting-approval,failed`),
    ).toMatchObject({
      items: [{ id: runId, state: 'awaiting-approval', gates: [] }],
    });
    expect(await get(`/v1/runs?accountId=111111111112`)).toEqual({
      items: [],
      problems: [],
    });
    expect(await get(`/v1/runs/${runId}/plan`)).toMatchObject({
      runId,
      planDigest: PLAN_DIGEST,
      plan: { hasChanges: true },
    });
    const events = await get(`/v1/runs/${runId}/events`);
    expect(events.items[0]).toMatchObject({
      kind: 'state',
      to: 'queued',
      seq: 1,
    });
    expect(events.lastSeq).toBe(events.items.length);
    expect(
      await get(`/v1/runs/${runId}/events?after=${events.lastSeq}`),
    ).toEqual({
      items: [],
      lastSeq: events.lastSeq,
    });
  });

  it('answers the source of a stack, and the same bytes that were uploaded', async () => {
    const answer = await routes.bench
      .as()
      .get(`/v1/stacks/${routes.ids.stackId}/source`)
      .buffer()
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      })
      .expect(200);
    expect(answer.headers['content-type']).toBe('application/gzip');
    expect(answer.headers.etag).toBe(`"${digestOf(KMS_BUNDLE)}"`);
    expect(digestOf(answer.body)).toBe(digestOf(KMS_BUNDLE));
  });

  it('pages through runs without losing one', async () => {
    for (const name of ['page-a', 'page-b', 'page-c']) {
      await routes.bench.as().create({ name });
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await routes.bench
        .as()
        .get(`/v1/runs?limit=2${cursor}`)
        .expect(200);
      seen.push(...body.items.map((run: { id: string }) => run.id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    const all = await db('runs').orderBy('id', 'desc').select('id');
    expect(seen).toEqual(all.map(row => row.id));
  });
});
