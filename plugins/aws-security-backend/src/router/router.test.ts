// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  findingDetailSchema,
  findingsPageSchema,
  findingsSummarySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  CONTEXT,
  TARGET,
  controlFinding,
  guardDutyFinding,
} from '../__testUtils__/asff';
import {
  type Bench,
  NOTHING_OWNED,
  component,
  startBench,
} from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { parseFinding } from '../service/asff';
import { OwnershipMapper } from '../service/OwnershipMapper';
import { FindingsWriter } from '../store/FindingsWriter';
import { OwnershipStore } from '../store/OwnershipStore';
import { PlacesStore } from '../store/PlacesStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const ORDERS = 'component:default/orders';
const MEDIA = 'resource:default/media';
const SECRET = 'resource:default/secret';
const ENTITY = '/v1/entity/default/component/orders/findings';

const bucket = (name: string) => [
  { Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${name}` },
];

const RECORDS = [
  controlFinding({ Id: 'own-high', Resources: bucket('orders') }),
  controlFinding({
    Id: 'own-critical',
    Severity: { Label: 'CRITICAL' },
    UpdatedAt: '2026-11-02T00:00:00Z',
    Resources: bucket('orders-2'),
  }),
  controlFinding({
    Id: 'own-unknown-severity',
    Severity: { Label: 'SEVERE' },
    Resources: bucket('orders-3'),
  }),
  guardDutyFinding({ Id: 'own-guardduty', Resources: bucket('orders') }),
  controlFinding({ Id: 'via-media', Resources: bucket('media') }),
  controlFinding({ Id: 'hidden', Title: 'TopSecret', Resources: bucket('s') }),
  controlFinding({ Id: 'nobody', Resources: bucket('nobody') }),
].map(raw => parseFinding(raw, CONTEXT));

const OWNERS: Record<string, string[]> = {
  'arn:aws:s3:::orders': [ORDERS],
  'arn:aws:s3:::orders-2': [ORDERS],
  'arn:aws:s3:::orders-3': [ORDERS],
  'arn:aws:s3:::media': [MEDIA],
  'arn:aws:s3:::s': [SECRET],
};

const idOf = (sourceId: string) =>
  RECORDS.find(record => record.sourceId === sourceId)?.id;

describe.each(databases.eachSupportedId())('routes on %s', databaseId => {
  const permissions = mockServices.permissions.mock();
  let bench: Bench;

  const allow = (isAllowed: (name: string) => boolean) =>
    permissions.authorize.mockImplementation(async asked =>
      asked.map(({ permission }) => ({
        result: isAllowed(permission.name)
          ? AuthorizeResult.ALLOW
          : AuthorizeResult.DENY,
      })),
    );

  beforeAll(async () => {
    const db = await migrated(await databases.init(databaseId));
    bench = await startBench({
      db,
      // The resource `secret` is one that the caller does not see.
      entities: [
        component('orders', [MEDIA, SECRET]),
        component('media'),
        component('quiet', [MEDIA]),
      ],
      estate: { owners: OWNERS, mapVersion: 1 },
      features: [permissions.factory, mockServices.scheduler.mock().factory],
    });
    const source = { source: TARGET, at: CONTEXT.at };
    await FindingsWriter.create({ db }).write(RECORDS, source);
    await OwnershipMapper.create({
      store: OwnershipStore.create({ db }),
      places: PlacesStore.create({ db }),
      resolver: {
        listOwningEntities: async () => ({
          ...NOTHING_OWNED,
          items: [{ entityRef: ORDERS, places: [TARGET], isAnywhere: false }],
          entities: [ORDERS, MEDIA, 'component:default/quiet'].map(
            entityRef => ({ entityRef }),
          ),
        }),
        resolve: async ({ arns }) => ({
          refs: Object.fromEntries(arns.map(arn => [arn, OWNERS[arn] ?? []])),
          mapVersion: 1,
        }),
      },
    }).map();
  });

  beforeEach(() => {
    allow(() => true);
  });

  afterAll(() => bench.backend.stop());

  const ids = async (query = '') => {
    const { body } = await bench.get(`${ENTITY}${query}`).expect(200);
    return body.items.map((item: { id: string }) => item.id);
  };

  it('lists by severity, with the findings of what the entity depends on', async () => {
    const { body } = await bench.get(ENTITY).expect(200);
    const page = findingsPageSchema.parse(body);
    expect(page.items.map(({ severity }) => severity)).toEqual([
      'critical',
      'high',
      'high',
      'high',
      'informational',
    ]);
    expect(
      page.items.filter(({ via }) => via).map(({ id, via }) => [id, via]),
    ).toEqual([[idOf('via-media'), MEDIA]]);
  });

  it('walks by cursor through what the whole list shows', async () => {
    const whole = await ids();
    const walked: string[] = [];
    let cursor = '';
    do {
      const { body } = await bench
        .get(`${ENTITY}?limit=2${cursor && `&cursor=${cursor}`}`)
        .expect(200);
      walked.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    expect(walked).toEqual(whole);
  });

  it('says which findings were not understood', async () => {
    const { body } = await bench.get(ENTITY).expect(200);
    expect(body.problems).toContainEqual(
      expect.objectContaining({ ...TARGET, code: 'unclear-severity' }),
    );
    const quiet = await bench.get(
      '/v1/entity/default/component/quiet/findings',
    );
    expect(JSON.stringify(quiet.body)).not.toContain('unclear-severity');
  });

  it('counts the entity’s own, and says that nothing was read to its end', async () => {
    const { body } = await bench.get(`${ENTITY}/summary`).expect(200);
    const summary = findingsSummarySchema.parse(body);
    expect(summary).toMatchObject({
      known: 'none',
      open: { critical: 1, high: 2, informational: 1, low: 0, medium: 0 },
      guardDuty: { high: 1 },
      via: 1,
      freshness: { targets: 1, failed: 0 },
    });
    expect(summary.problems.map(({ code }) => code)).toContain('never-read');
  });

  it('shows one finding whole', async () => {
    const { body } = await bench
      .get(`/v1/findings/${idOf('own-guardduty')}`)
      .expect(200);
    expect(findingDetailSchema.parse(body)).toMatchObject({
      product: 'GuardDuty',
      sourceId: 'own-guardduty',
      evidence: { Severity: { Original: '8' } },
    });
  });

  it('hides what belongs to entities that the caller does not see, like what is not there', async () => {
    const hidden = await bench.get(`/v1/findings/${idOf('hidden')}`);
    const absent = await bench.get(`/v1/findings/${'0'.repeat(32)}`);
    expect([hidden.status, absent.status]).toEqual([404, 404]);
    expect(
      hidden.body.error.message.replace(idOf('hidden'), '0'.repeat(32)),
    ).toBe(absent.body.error.message);
    for (const path of [ENTITY, `${ENTITY}/summary`, '/v1/freshness']) {
      const { text } = await bench.get(path).expect(200);
      expect(text).not.toMatch(/TopSecret|secret|nobody/);
    }
    await bench.get('/v1/entity/default/resource/secret/findings').expect(404);
    await bench
      .get('/v1/entity/default/resource/secret/findings/summary')
      .expect(404);
  });

  it('shows what nobody owns to those who may see the estate', async () => {
    const path = `/v1/findings/${idOf('nobody')}`;
    const seen = await bench.get(path);
    allow(name => name === 'groundwork.security.finding.read');
    const hidden = await bench.get(path);
    expect([seen.status, hidden.status]).toEqual([200, 404]);
  });

  it.each([
    ENTITY,
    `${ENTITY}/summary`,
    `/v1/findings/${idOf('own-high')}`,
    `/v1/findings/${idOf('nobody')}`,
    '/v1/freshness',
  ])('refuses %s without the permission', async path => {
    allow(name => name !== 'groundwork.security.finding.read');
    const { body } = await bench.get(path).expect(403);
    expect(body.error.message).toContain('groundwork.security.finding.read');
  });

  it.each([
    `${ENTITY}?sevrity=high`,
    `${ENTITY}?severity=severe`,
    `${ENTITY}?limit=0`,
    `${ENTITY}?limit=1000`,
    `${ENTITY}?cursor=nonsense`,
    `${ENTITY}?cursor=WyI5IiwiYSIsImIiXQ`,
    `${ENTITY}/summary?limit=1`,
    '/v1/findings/1',
    `/v1/findings/${idOf('own-high')}?full=1`,
    '/v1/freshness?all=1',
  ])('answers 400 to %s', async path => {
    const { status } = await bench.get(path);
    expect(status).toBe(400);
  });

  it('filters', async () => {
    expect(await ids('?severity=critical')).toEqual([idOf('own-critical')]);
    expect(await ids('?product=GuardDuty&product=None')).toEqual([
      idOf('own-guardduty'),
    ]);
    expect(await ids('?text=ORDERS-3')).toEqual([idOf('own-unknown-severity')]);
    expect(await ids('?recordState=archived')).toEqual([]);
    expect(await ids('?workflowStatus=suppressed')).toEqual([]);
  });
});
