// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { type Bench, PRODUCTION, STAGING, VIC } from '../__testUtils__/backend';
import {
  EU,
  MANAGE,
  READ,
  US,
  arnOf,
  entityPath,
  startSeededBench,
} from '../__testUtils__/seededBench';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the routes on %s', id => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startSeededBench(await databases.init(id));
  });

  afterEach(() => bench.deny());
  afterAll(() => bench.backend.stop());

  it.each([
    ['/v1/accounts', READ],
    ['/v1/freshness', READ],
    ['/v1/resources', READ],
    ['/v1/resources?owned=false', READ],
    [entityPath('component', 'orders'), READ],
    [`${entityPath('component', 'orders')}/summary`, READ],
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

  it('says which entities own something for other backends alone', async () => {
    await bench.get('/v1/entities').expect(403);
    const { body } = await bench.getAsService('/v1/entities').expect(200);
    expect(body).toMatchObject({
      items: [
        'component:default/hidden',
        'component:default/orders',
        'resource:default/hidden-db',
        'resource:default/orders-db',
      ].map(entityRef => ({ entityRef, places: [EU], isAnywhere: false })),
      unswept: expect.arrayContaining([US]),
      entities: expect.arrayContaining([
        {
          entityRef: 'component:default/orders',
          dependsOn: ['resource:default/orders-db', 'resource:other/queue'],
        },
        { entityRef: 'resource:default/orders-db' },
      ]),
      problems: expect.arrayContaining([
        expect.objectContaining({ code: 'AccessDeniedException' }),
      ]),
      freshness: { targets: 4, failed: 1 },
    });
    const again = `/v1/entities?catalogKey=${body.catalogKey}`;
    expect((await bench.getAsService(again)).body.entities).toBe(undefined);
    await bench.getAsService('/v1/entities?nonsense=1').expect(400);
    bench.deny(READ);
    await bench.getAsService('/v1/entities').expect(403);
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
