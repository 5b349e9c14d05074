// SPDX-License-Identifier: Apache-2.0
import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import type { Knex } from 'knex';
import {
  type Bench,
  RITA,
  inProduction,
  runRequest,
  startBench,
} from '../__testUtils__/backend';
import { KMS_BUNDLE, digestOf } from '../__testUtils__/bundles';
import { PLAN_DIGEST } from '../__testUtils__/FakeRunner';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const UNKNOWN = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

jest.setTimeout(60_000);

interface Route {
  method: 'get' | 'post';
  path: string;
  /** A body that is right, for routes that take one. */
  body?: object;
  gzip?: Buffer;
  permission: string;
}

const planDigest = PLAN_DIGEST;
const RUN = (rest: string) => `/v1/runs/:runId${rest}`;

const ROUTES: Route[] = [
  {
    method: 'get',
    path: '/v1/accounts',
    permission: 'groundwork.stacks.stack.read',
  },
  {
    method: 'get',
    path: '/v1/outputs?layer=kms&output=key_arn',
    permission: 'groundwork.stacks.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks',
    permission: 'groundwork.stacks.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId',
    permission: 'groundwork.stacks.stack.read',
  },
  {
    method: 'get',
    path: '/v1/stacks/:stackId/source',
    permission: 'groundwork.stacks.stack.read',
  },
  {
    method: 'get',
    path: '/v1/entity/default/resource/kms-orders-development/stacks',
    permission: 'groundwork.stacks.stack.read',
  },
  { method: 'get', path: '/v1/runs', permission: 'groundwork.stacks.run.read' },
  { method: 'get', path: RUN(''), permission: 'groundwork.stacks.run.read' },
  {
    method: 'get',
    path: RUN('/plan'),
    permission: 'groundwork.stacks.run.read',
  },
  {
    method: 'get',
    path: RUN('/events'),
    permission: 'groundwork.stacks.run.read',
  },
  {
    method: 'get',
    path: RUN('/audit'),
    permission: 'groundwork.stacks.run.read',
  },
  {
    method: 'post',
    path: '/v1/bundles',
    gzip: KMS_BUNDLE,
    permission: 'groundwork.stacks.run.create',
  },
  {
    method: 'post',
    path: '/v1/runs',
    body: runRequest({ name: 'other' }),
    permission: 'groundwork.stacks.run.create',
  },
  {
    method: 'post',
    path: RUN('/approve'),
    body: { planDigest },
    permission: 'groundwork.stacks.run.approve',
  },
  {
    method: 'post',
    path: RUN('/reject'),
    body: { planDigest },
    permission: 'groundwork.stacks.run.approve',
  },
  {
    method: 'post',
    path: RUN('/discard'),
    body: {},
    permission: 'groundwork.stacks.run.cancel',
  },
  {
    method: 'post',
    path: RUN('/cancel'),
    body: {},
    permission: 'groundwork.stacks.run.cancel',
  },
  {
    method: 'post',
    path: RUN('/resume'),
    body: {},
    permission: 'groundwork.stacks.run.operate',
  },
  {
    method: 'post',
    path: RUN('/unlock'),
    body: {},
    permission: 'groundwork.stacks.run.operate',
  },
  {
    method: 'post',
    path: RUN('/fail'),
    body: {},
    permission: 'groundwork.stacks.run.operate',
  },
];

const named = ROUTES.map((route): [string, Route] => [
  `${route.method.toUpperCase()} ${route.path}`,
  route,
]);
const aboutOne = named.filter(([name]) => /:(runId|stackId)/.test(name));
const changing = named.filter(([, { method }]) => method === 'post');
const takingJson = changing.filter(([, { gzip }]) => !gzip);

describe('every route', () => {
  let bench: Bench;
  let db: Knex;
  let ids: { runId: string; stackId: string };
  const permissions = mockServices.permissions.mock({
    authorize: async () => [{ result: AuthorizeResult.ALLOW }],
    authorizeConditional: async asked =>
      asked.map(() => ({ result: AuthorizeResult.ALLOW })),
  });

  beforeAll(async () => {
    db = await databases.init('SQLITE_3');
    bench = await startBench({ db, services: [permissions.factory] });
    const run = await bench.as().create({ target: inProduction });
    await bench.as().reach(run.id, 'awaiting-approval');
    ids = { runId: run.id, stackId: run.stackId };
  });

  afterAll(() => bench.backend.stop());

  beforeEach(() => {
    allow(AuthorizeResult.ALLOW);
  });

  function allow(result: AuthorizeResult.ALLOW | AuthorizeResult.DENY) {
    permissions.authorize.mockImplementation(async () => [{ result }]);
    permissions.authorizeConditional.mockImplementation(async asked =>
      asked.map(() => ({ result })),
    );
  }

  function send(
    route: Route,
    change: { path?: string; body?: unknown; type?: string } = {},
  ) {
    const path = (change.path ?? route.path)
      .replace(':runId', ids.runId)
      .replace(':stackId', ids.stackId);
    if (route.method === 'get') return bench.as().get(path);
    if (route.gzip && change.body === undefined) {
      return bench
        .as()
        .post(path)
        .set('Content-Type', 'application/gzip')
        .send(route.gzip);
    }
    return bench
      .as()
      .post(path)
      .set('Content-Type', change.type ?? 'application/json')
      .send((change.body ?? route.body) as object);
  }

  const snapshot = async () => ({
    runs: await db('runs')
      .orderBy('id')
      .select('id', 'state', 'job', 'cancelled_by'),
    stacks: await db('stacks').count(),
    bundles: await db('bundles').count(),
    votes: await db('approval_votes').count(),
  });

  const refusals = async () => {
    const [{ n }] = await db('audit')
      .where({ outcome: 'refused' })
      .count('* as n');
    return Number(n);
  };

  it.each(named)('%s needs somebody who is known', async (_name, route) => {
    const path = route.path
      .replace(':runId', ids.runId)
      .replace(':stackId', ids.stackId);
    const { status } = await request(bench.backend.server)
      [route.method](`/api/aws-stacks${path}`)
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });

  it.each(named)(
    '%s is refused without its permission, and audited',
    async (_name, route) => {
      allow(AuthorizeResult.DENY);
      const [before, refused] = [await snapshot(), await refusals()];
      const { body } = await send(route).expect(403);
      expect(body.error.message).toContain(route.permission);
      expect(await snapshot()).toEqual(before);
      expect(await refusals()).toBe(refused + 1);
      const last = await db('audit').orderBy('id', 'desc').first();
      expect(last).toMatchObject({ actor: RITA, outcome: 'refused' });
      expect(last.reason).toContain(route.permission);
    },
  );

  it.each(named)(
    '%s refuses an unknown query parameter by name',
    async (_name, route) => {
      const before = await snapshot();
      const joint = route.path.includes('?') ? '&' : '?';
      const { body } = await send(route, {
        path: `${route.path}${joint}colour=red`,
      }).expect(400);
      expect(body.error.message).toContain('colour');
      expect(await snapshot()).toEqual(before);
    },
  );

  it.each(aboutOne)(
    '%s is not found for an id that is not there',
    async (_name, route) => {
      const path = route.path.replace(/:(runId|stackId)/, UNKNOWN);
      const { body } = await send(route, { path }).expect(404);
      expect(body.error.message).toContain(UNKNOWN);
    },
  );

  it.each(aboutOne)('%s refuses an id that is none', async (_name, route) => {
    for (const id of ['1', '..%2f..%2fetc', 'a'.repeat(300), "'%20or%201=1"]) {
      const path = route.path.replace(/:(runId|stackId)/, id);
      const { body } = await send(route, { path }).expect(400);
      expect(body.error.message).toContain('must be a ULID');
    }
  });

  it.each(changing)(
    '%s refuses garbage, changes nothing and is audited',
    async (_name, route) => {
      const garbage: [unknown, string][] = [
        ['{', 'application/json'],
        ['[]', 'application/json'],
        ['"text"', 'application/json'],
        ['null', 'application/json'],
        ['{"colour":"red"}', 'application/json'],
        ['<a/>', 'application/xml'],
        ['\u0000\u0001', 'application/octet-stream'],
      ];
      const before = await snapshot();
      for (const [body, type] of garbage) {
        const refused = await refusals();
        await send(route, { body, type }).expect(400);
        expect(await refusals()).toBe(refused + 1);
      }
      expect(await snapshot()).toEqual(before);
    },
  );

  it.each(takingJson)(
    '%s refuses an unknown field by name',
    async (_name, route) => {
      const body = { ...route.body, colour: 'red' };
      const answer = await send(route, { body }).expect(400);
      expect(answer.body.error.message).toContain('colour');
    },
  );

  it('refuses a body that is too large', async () => {
    const body = { reason: 'x'.repeat(2_100_000) };
    const answer = await bench
      .as()
      .post(`/v1/runs/${ids.runId}/cancel`, body)
      .expect(400);
    expect(answer.body.error.message).toContain('larger than 2000000 bytes');
  });

  it('refuses a body in an encoding it does not read', async () => {
    const { body } = await bench
      .as()
      .post(`/v1/runs/${ids.runId}/cancel`)
      .set('Content-Type', 'application/json')
      .set('Content-Encoding', 'gzip')
      .send('{}')
      .expect(400);
    expect(body.error.message).toContain('could not be read');
  });

  it('refuses a cursor of somewhere else', async () => {
    for (const list of [
      '/v1/runs',
      '/v1/stacks',
      `/v1/runs/${ids.runId}/audit`,
    ]) {
      for (const query of ['cursor=bm9uc2Vuc2U', 'limit=201', 'limit=0']) {
        const { body } = await bench.as().get(`${list}?${query}`).expect(400);
        expect(body.error.message).toContain(query.split('=')[0]);
      }
    }
  });

  it('answers reads', async () => {
    const { runId, stackId } = ids;
    const get = async (path: string) =>
      (await bench.as().get(path).expect(200)).body;
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
      planDigest,
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
    const answer = await bench
      .as()
      .get(`/v1/stacks/${ids.stackId}/source`)
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
      await bench.as().create({ name });
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await bench
        .as()
        .get(`/v1/runs?limit=2${cursor}`)
        .expect(200);
      seen.push(...body.items.map((run: { id: string }) => run.id));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    const all = await db('runs').orderBy('id', 'desc').select('id');
    expect(seen).toEqual(all.map(row => row.id));
  });

  it('hides the stacks of an entity that the caller may not see', async () => {
    const { body } = await bench
      .as()
      .get('/v1/entity/default/resource/not-there/stacks')
      .expect(404);
    expect(body.error.message).toContain('or you may not see it');
  });
});
