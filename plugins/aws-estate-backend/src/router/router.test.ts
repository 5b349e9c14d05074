// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  type Bench,
  PRODUCTION,
  STAGING,
  VIC,
  entity,
  startBench,
} from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { SweepsStore } from '../store/SweepsStore';
import { type SweptResource, SweptStore } from '../store/SweptStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const EU = { accountId: PRODUCTION, region: 'eu-west-1' };
const US = { accountId: PRODUCTION, region: 'us-east-1' };
const SWEPT = '2026-01-01T00:00:00.000Z';
const READ = 'groundwork.estate.resource.read';
const MANAGE = 'groundwork.estate.sweep.manage';

const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:${PRODUCTION}:${name}`;
const queue = (
  name: string,
  tags: Record<string, string> = {},
): SweptResource => ({
  arn: arnOf(name),
  ...EU,
  resourceType: 'sqs:queue',
  name,
  tags,
});
const tags = (text: string) => ({ 'groundwork.dev/aws-tags': text });
const relation = (type: string, targetRef: string) => ({ type, targetRef });

const ENTITIES = [
  entity('Component', 'orders', tags('app=orders'), {
    relations: [
      relation('dependsOn', 'resource:default/orders-db'),
      relation('dependsOn', 'resource:default/hidden-db'),
    ],
  }),
  entity('Resource', 'orders-db', tags('app=db')),
  entity('Resource', 'hidden-db', tags('app=secret')),
  entity(
    'System',
    'shop',
    {},
    {
      relations: [
        relation('hasPart', 'component:default/orders'),
        relation('hasPart', 'component:default/hidden'),
      ],
    },
  ),
  entity('Component', 'hidden', tags('app=hidden')),
  entity('Group', 'ai-core'),
  entity(
    'User',
    'rita',
    {},
    { relations: [relation('ownerOf', 'component:default/orders')] },
  ),
];

const RESOURCES = [
  queue('a-orders', { app: 'orders' }),
  queue('b-db', { app: 'db' }),
  queue('c-secret', { app: 'secret' }),
  queue('d-hidden', { app: 'hidden' }),
  queue('e-both', { app: 'hidden', x: 'y' }),
  queue('f-nobody', { application: 'orders' }),
  queue('g-shared', { 'backstage:entity-ref': 'component:default/gone' }),
];

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the routes on %s', id => {
  let bench: Bench;

  beforeAll(async () => {
    const db = await migrated(await databases.init(id));
    await new SweptStore(db).keep(EU, RESOURCES, SWEPT);
    const sweeps = new SweepsStore(db);
    const times = { startedAt: SWEPT, nextRunAt: '2100-01-01T00:00:00.000Z' };
    await sweeps.succeeded(EU, times);
    await sweeps.failed(US, {
      failures: 1,
      nextRunAt: '2100-01-01T00:00:00.000Z',
      problem: {
        ...US,
        code: 'AccessDeniedException',
        action: 'tag:GetResources',
        hint: 'tag:GetResources is denied',
      },
    });
    bench = await startBench({ db, entities: ENTITIES });
    await bench.run('estate-catalog');
  });

  afterEach(() => bench.deny());
  afterAll(() => bench.backend.stop());

  const names = (body: { items: { name: string; via?: string }[] }) =>
    body.items.map(({ name, via }) => (via ? `${name} via ${via}` : name));
  const entityPath = (kind: string, name: string) =>
    `/v1/entity/default/${kind}/${name}/resources`;

  it.each([
    ['/v1/accounts', READ],
    ['/v1/freshness', READ],
    ['/v1/resources', READ],
    ['/v1/resources?owned=false', READ],
    [entityPath('component', 'orders'), READ],
    ['/v1/connections', READ],
  ])(
    'GET %s needs %s, and knows no other parameters',
    async (path, permission) => {
      bench.deny(permission);
      const { body } = await bench.get(path).expect(403);
      expect(body.error.message).toContain(permission);
      bench.deny();
      const joint = path.includes('?') ? '&' : '?';
      const wrong = await bench.get(`${path}${joint}nonsense=1`).expect(400);
      expect(wrong.body.error.message).toContain('nonsense');
    },
  );

  it.each<[string, object, string]>([
    ['/v1/sweep', {}, MANAGE],
    ['/v1/connections/test', {}, MANAGE],
    [
      '/v1/ownership/accept',
      {
        owners: [
          { arn: arnOf('f-nobody'), entityRef: 'component:default/orders' },
        ],
      },
      MANAGE,
    ],
    [
      '/v1/ownership/accept',
      {
        owners: [
          { arn: arnOf('f-nobody'), entityRef: 'component:default/orders' },
        ],
      },
      READ,
    ],
  ])('POST %s needs its permission', async (path, body, permission) => {
    bench.deny(permission);
    const denied = await bench.post(path, body).expect(403);
    expect(denied.body.error.message).toContain(permission);
    bench.deny();
    await bench.post(path, { nonsense: 1 }).expect(400);
    await bench.post(`${path}?nonsense=1`, body).expect(400);
  });

  it('resolves for other backends alone', async () => {
    const asked = {
      arns: [arnOf('a-orders'), arnOf('f-nobody'), arnOf('never-seen')],
    };
    await bench.post('/v1/resolve', asked).expect(403);
    const { body } = await bench.asService('/v1/resolve', asked).expect(200);
    expect(body).toEqual({
      refs: {
        [arnOf('a-orders')]: ['component:default/orders'],
        [arnOf('f-nobody')]: [],
        [arnOf('never-seen')]: [],
      },
      mapVersion: expect.any(Number),
    });
    bench.deny(READ);
    await bench.asService('/v1/resolve', asked).expect(403);
  });

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
    expect(names(all.body)).toEqual(RESOURCES.map(({ name }) => name));
    expect(all.body.totalItems).toBe(7);
    const few = await bench.get('/v1/resources', VIC).expect(200);
    expect(names(few.body)).toEqual([
      'a-orders',
      'b-db',
      'f-nobody',
      'g-shared',
    ]);
    expect(few.body.totalItems).toBe(4);
    const owned = await bench.get('/v1/resources?owned=true', VIC).expect(200);
    expect(names(owned.body)).toEqual(['a-orders', 'b-db']);
    expect(JSON.stringify(few.body)).not.toContain('hidden');
  });

  it('pages with a cursor, and refuses one that is not its own', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await bench
        .get(`/v1/resources?limit=3${cursor}`)
        .expect(200);
      seen.push(...names(body));
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
    expect(names(body)).toEqual([
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
    expect(names(few.body)).toEqual([
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
    expect([...names(paged.body), ...names(rest.body)]).toEqual([
      'a-orders',
      'b-db via resource:default/orders-db',
    ]);
  });

  it('rolls a system up, without the parts that the caller does not see', async () => {
    const { body } = await bench.get(entityPath('system', 'shop')).expect(200);
    expect(names(body)).toEqual([
      'a-orders via component:default/orders',
      'd-hidden via component:default/hidden',
      'e-both via component:default/hidden',
      'b-db via resource:default/orders-db',
      'c-secret via resource:default/hidden-db',
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

  it('answers accepted owners as a patch or a catalog file', async () => {
    const owners = [
      { arn: arnOf('f-nobody'), entityRef: 'component:default/orders' },
    ];
    const patch = await bench
      .post('/v1/ownership/accept', { owners })
      .expect(200);
    expect(patch.body.fileName).toBe('aws-owners.patch.yaml');
    expect(patch.body.content).toContain(
      `aws.amazon.com/arn: ${arnOf('f-nobody')}`,
    );
    const file = await bench
      .post('/v1/ownership/accept', { owners, format: 'catalog-file' })
      .expect(200);
    expect(file.body.content).toContain('name: sqs-queue-f-nobody');
    expect(file.body.content).toContain('- component:default/orders');
    const owned = [
      { arn: arnOf('a-orders'), entityRef: 'component:default/orders' },
    ];
    await bench.post('/v1/ownership/accept', { owners: owned }).expect(400);
    const hidden = [
      { arn: arnOf('f-nobody'), entityRef: 'component:default/hidden' },
    ];
    await bench
      .post('/v1/ownership/accept', { owners: hidden }, VIC)
      .expect(404);
  });

  it('lists every connection, unknown while it was not tested', async () => {
    const { body } = await bench.get('/v1/connections').expect(200);
    expect(body.items).toHaveLength(2 * 2 * 4 + 2);
    expect(body.items[0]).toEqual({ ...EU, service: 'tag', state: 'unknown' });
    await bench
      .post('/v1/connections/test', {
        targets: [{ accountId: '999999999999', region: 'eu-west-1' }],
      })
      .expect(400);
  });

  it('offers its reads to agents, with the same permission', async () => {
    const credentials = {
      principal: { type: 'user', userEntityRef: VIC },
      $$type: '@backstage/BackstageCredentials' as const,
    };
    const resources = await bench.actions.invoke({
      id: 'test:list-entity-resources',
      input: { entityRef: 'component:default/orders' },
      credentials,
    });
    expect(resources.output).toMatchObject({
      items: [
        { name: 'a-orders' },
        { name: 'b-db', via: 'resource:default/orders-db' },
      ],
      totalItems: 1,
    });
    const accounts = await bench.actions.invoke({
      id: 'test:list-accounts',
      input: {},
      credentials,
    });
    expect(accounts.output).toMatchObject({
      items: [{ accountId: PRODUCTION }, { accountId: STAGING }],
    });
    bench.deny(READ);
    await expect(
      bench.actions.invoke({
        id: 'test:list-accounts',
        input: {},
        credentials,
      }),
    ).rejects.toThrow(READ);
  });
});
