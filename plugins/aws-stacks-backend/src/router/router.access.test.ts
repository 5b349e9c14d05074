// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import type { Knex } from 'knex';
import { RITA } from '../__testUtils__/backend';
import { RoutesBench } from '../__testUtils__/RoutesBench';
import { allRoutes, routesAboutOne } from '../__testUtils__/routes';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const UNKNOWN = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

jest.setTimeout(60_000);

describe('every route', () => {
  let db: Knex;
  let routes: RoutesBench;

  beforeAll(async () => {
    db = await databases.init('SQLITE_3');
    routes = await RoutesBench.create(db);
  });

  afterAll(() => routes.stop());

  beforeEach(() => {
    routes.allow(AuthorizeResult.ALLOW);
  });

  it.each(allRoutes)('%s needs somebody who is known', async (_name, route) => {
    const path = routes.fill(route.path);
    const { status } = await request(routes.bench.backend.server)
      [route.method](`/api/aws-stacks${path}`)
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });

  it.each(allRoutes)(
    '%s is refused without its permission, and audited',
    async (_name, route) => {
      routes.allow(AuthorizeResult.DENY);
      const [before, refused] = [
        await routes.snapshot(),
        await routes.refusals(),
      ];
      const { body } = await routes.send(route).expect(403);
      expect(body.error.message).toContain(route.permission);
      expect(await routes.snapshot()).toEqual(before);
      expect(await routes.refusals()).toBe(refused + 1);
      const last = await db('audit').orderBy('id', 'desc').first();
      expect(last).toMatchObject({ actor: RITA, outcome: 'refused' });
      expect(last.reason).toContain(route.permission);
    },
  );

  it.each(routesAboutOne)(
    '%s is not found for an id that is not there',
    async (_name, route) => {
      const path = route.path.replace(/:(runId|stackId)/, UNKNOWN);
      const { body } = await routes.send(route, { path }).expect(404);
      expect(body.error.message).toContain(UNKNOWN);
    },
  );

  it('hides the stacks of an entity that the caller may not see', async () => {
    const { body } = await routes.bench
      .as()
      .get('/v1/entity/default/resource/not-there/stacks')
      .expect(404);
    expect(body.error.message).toContain('or you may not see it');
  });
});
