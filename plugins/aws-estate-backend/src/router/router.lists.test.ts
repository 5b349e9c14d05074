// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { type Bench, PRODUCTION, STAGING, VIC } from '../__testUtils__/backend';
import {
  EU,
  RESOURCES,
  SWEPT,
  US,
  entityPath,
  namesOf,
  startSeededBench,
} from '../__testUtils__/seededBench';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('what is listed on %s', id => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startSeededBench(await databases.init(id));
  });

  afterEach(() => bench.deny());
  afterAll(() => bench.backend.stop());

  it('lists accounts, with unknown counts left out and the problems named', async () => {
    const { body } = await bench.get('/v1/accounts').expect(200);
    expect(body.items).toMatchObject([
      {
        accountId: PRODUCTION,
        environment: 'production',
        regions: [
          {
            region: 'eu-west-1',
            resources: 7,
            unowned: 2,
            state: 'ok',
            succeededAt: SWEPT,
          },
          { region: 'us-east-1', state: 'failed' },
        ],
      },
      { accountId: STAGING, regions: [{ state: 'never' }, { state: 'never' }] },
    ]);
    expect(body.items[0].regions[1]).not.toHaveProperty('resources');
    expect(body.coveragePercent).toBe(71.4);
    expect(body.problems).toMatchObject([
      { ...US, code: 'AccessDeniedException', action: 'tag:GetResources' },
      { accountId: STAGING, region: 'eu-west-1', code: 'never-read' },
      { accountId: STAGING, region: 'us-east-1', code: 'never-read' },
      {
        ...EU,
        code: 'entity-not-found',
        hint: expect.stringContaining('component:default/gone'),
      },
    ]);
    expect(body.freshness).toMatchObject({
      targets: 4,
      failed: 1,
      newestAt: SWEPT,
    });
    expect(body.freshness).not.toHaveProperty('oldestAt');
  });

  it('lists how each account and Region stands', async () => {
    const { body } = await bench.get('/v1/freshness').expect(200);
    expect(body.items.map(({ state }: { state: string }) => state)).toEqual([
      'ok',
      'failed',
      'never',
      'never',
    ]);
  });

  it('lists to each caller what he may see, in items and in counts', async () => {
    const all = await bench.get('/v1/resources').expect(200);
    expect(namesOf(all.body)).toEqual(RESOURCES.map(({ name }) => name));
    expect(all.body.totalItems).toBe(7);
    const few = await bench.get('/v1/resources', VIC).expect(200);
    expect(namesOf(few.body)).toEqual([
      'a-orders',
      'b-db',
      'f-nobody',
      'g-shared',
    ]);
    expect(few.body.totalItems).toBe(4);
    const owned = await bench.get('/v1/resources?owned=true', VIC).expect(200);
    expect(namesOf(owned.body)).toEqual(['a-orders', 'b-db']);
    expect(JSON.stringify(few.body)).not.toContain('hidden');
  });

  it('pages with a cursor, and refuses one that is not its own', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await bench
        .get(`/v1/resources?limit=3${cursor}`)
        .expect(200);
      seen.push(...namesOf(body));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    expect(seen).toEqual(RESOURCES.map(({ name }) => name));
    await bench.get('/v1/resources?cursor=x').expect(400);
    await bench
      .get(`${entityPath('component', 'orders')}?cursor=x`)
      .expect(400);
  });

  it('lists what nobody owns, with a suggested owner and why', async () => {
    const { body } = await bench.get('/v1/resources?owned=false').expect(200);
    expect(body.items).toMatchObject([
      {
        name: 'f-nobody',
        owners: [],
        suggestions: [
          { entityRef: 'component:default/orders', because: 'tags' },
          { entityRef: 'group:default/ai-core', because: 'account' },
        ],
      },
      {
        name: 'g-shared',
        suggestions: [
          { entityRef: 'group:default/ai-core', because: 'account' },
        ],
      },
    ]);
    expect(body.totalItems).toBe(2);
  });

  it('lists the resources of an entity, and those it depends on by their way', async () => {
    const { body } = await bench
      .get(entityPath('component', 'orders'))
      .expect(200);
    expect(namesOf(body)).toEqual([
      'a-orders',
      'b-db via resource:default/orders-db',
      'c-secret via resource:default/hidden-db',
    ]);
    expect(body.totalItems).toBe(1);
    expect(body.items[0].owners).toEqual([
      { entityRef: 'component:default/orders', rule: 'tags' },
    ]);
    expect(body.problems).toHaveLength(3);
    const few = await bench
      .get(entityPath('component', 'orders'), VIC)
      .expect(200);
    expect(namesOf(few.body)).toEqual([
      'a-orders',
      'b-db via resource:default/orders-db',
    ]);
    const paged = await bench
      .get(`${entityPath('component', 'orders')}?limit=1`)
      .expect(200);
    const rest = await bench
      .get(
        `${entityPath('component', 'orders')}?limit=1&cursor=${
          paged.body.nextCursor
        }`,
      )
      .expect(200);
    expect([...namesOf(paged.body), ...namesOf(rest.body)]).toEqual([
      'a-orders',
      'b-db via resource:default/orders-db',
    ]);
  });

  it('counts by type what an entity has, to each caller what he sees', async () => {
    const path = `${entityPath('system', 'shop')}/summary`;
    const { body } = await bench.get(path).expect(200);
    expect(body.types).toEqual([
      {
        resourceType: 'sqs:queue',
        resources: 3,
        oldestSeenAt: SWEPT,
        newestSeenAt: SWEPT,
      },
    ]);
    expect(body.totalItems).toBe(3);
    expect(body.problems).toHaveLength(3);
    expect(body.freshness).toMatchObject({ targets: 4, failed: 1 });
    const few = await bench.get(path, VIC).expect(200);
    expect(few.body.totalItems).toBe(1);
    await bench.get(`${path}?nonsense=1`).expect(400);
    await bench
      .get(`${entityPath('component', 'hidden')}/summary`, VIC)
      .expect(404);
  });

  it('rolls a system up, without the parts that the caller does not see', async () => {
    const { body } = await bench.get(entityPath('system', 'shop')).expect(200);
    expect(namesOf(body)).toEqual([
      'a-orders via component:default/orders',
      'd-hidden via component:default/hidden',
      'e-both via component:default/hidden',
    ]);
    expect(body.totalItems).toBe(3);
    const few = await bench.get(entityPath('system', 'shop'), VIC).expect(200);
    expect(few.body.totalItems).toBe(1);
    expect(JSON.stringify(few.body)).not.toContain('hidden');
  });

  it('gives a user nothing, and hides an entity like one that is not there', async () => {
    const { body } = await bench.get(entityPath('user', 'rita')).expect(200);
    expect(body.items).toEqual([]);
    const hidden = await bench
      .get(entityPath('component', 'hidden'), VIC)
      .expect(404);
    const absent = await bench
      .get(entityPath('component', 'hiddem'), VIC)
      .expect(404);
    expect(hidden.body.error.message.replace('hidden', 'hiddem')).toBe(
      absent.body.error.message,
    );
  });
});
