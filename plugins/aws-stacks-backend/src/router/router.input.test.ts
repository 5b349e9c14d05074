// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  allRoutes,
  changingRoutes,
  routesAboutOne,
  routesTakingJson,
} from '../__testUtils__/routes';
import { RoutesBench } from '../__testUtils__/RoutesBench';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

describe('every route', () => {
  let routes: RoutesBench;

  beforeAll(async () => {
    routes = await RoutesBench.create(await databases.init('SQLITE_3'));
  });

  afterAll(() => routes.stop());

  it.each(allRoutes)(
    '%s refuses an unknown query parameter by name',
    async (_name, route) => {
      const before = await routes.snapshot();
      const joint = route.path.includes('?') ? '&' : '?';
      const { body } = await routes
        .send(route, {
          path: `${route.path}${joint}colour=red`,
        })
        .expect(400);
      expect(body.error.message).toContain('colour');
      expect(await routes.snapshot()).toEqual(before);
    },
  );

  it.each(routesAboutOne)(
    '%s refuses an id that is none',
    async (_name, route) => {
      for (const id of [
        '1',
        '..%2f..%2fetc',
        'a'.repeat(300),
        "'%20or%201=1",
      ]) {
        const path = route.path.replace(/:(runId|stackId)/, id);
        const { body } = await routes.send(route, { path }).expect(400);
        expect(body.error.message).toContain('must be a ULID');
      }
    },
  );

  it.each(changingRoutes)(
    '%s refuses garbage, changes nothing and is audited',
    async (_name, route) => {
      const garbage: [string, string][] = [
        ['{', 'application/json'],
        ['[]', 'application/json'],
        ['"text"', 'application/json'],
        ['null', 'application/json'],
        ['{"colour":"red"}', 'application/json'],
        ['<a/>', 'application/xml'],
        ['\u0000\u0001', 'application/octet-stream'],
      ];
      const before = await routes.snapshot();
      for (const [body, type] of garbage) {
        const refused = await routes.refusals();
        await routes.send(route, { body, type }).expect(400);
        expect(await routes.refusals()).toBe(refused + 1);
      }
      expect(await routes.snapshot()).toEqual(before);
    },
  );

  it.each(routesTakingJson)(
    '%s refuses an unknown field by name',
    async (_name, route) => {
      const body = { ...route.body, colour: 'red' };
      const answer = await routes.send(route, { body }).expect(400);
      expect(answer.body.error.message).toContain('colour');
    },
  );

  it('refuses a body that is too large', async () => {
    const body = { reason: 'x'.repeat(2_100_000) };
    const answer = await routes.bench
      .as()
      .post(`/v1/runs/${routes.ids.runId}/cancel`, body)
      .expect(400);
    expect(answer.body.error.message).toContain('larger than 2000000 bytes');
  });

  it('refuses a body in an encoding it does not read', async () => {
    const { body } = await routes.bench
      .as()
      .post(`/v1/runs/${routes.ids.runId}/cancel`)
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
      '/v1/approvals',
      `/v1/runs/${routes.ids.runId}/audit`,
    ]) {
      for (const query of ['cursor=bm9uc2Vuc2U', 'limit=201', 'limit=0']) {
        const { body } = await routes.bench
          .as()
          .get(`${list}?${query}`)
          .expect(400);
        expect(body.error.message).toContain(query.split('=')[0]);
      }
    }
  });
});
