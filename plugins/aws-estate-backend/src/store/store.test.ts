// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/databases';
import { Mapper } from '../service/Mapper';
import { Resolver } from '../service/Resolver';
import { EntitiesStore, type EntityFacts } from './EntitiesStore';
import { MapStore } from './MapStore';
import { ResourcesStore } from './ResourcesStore';
import { type SweptResource, SweptStore } from './SweptStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

const EU = { accountId: '111111111111', region: 'eu-west-1' };
const US = { accountId: '111111111111', region: 'us-east-1' };
const ONE = '2026-01-01T00:00:00.000Z';
const TWO = '2026-01-02T00:00:00.000Z';
const THREE = '2026-01-03T00:00:00.000Z';

const queue = (
  name: string,
  tags: Record<string, string> = {},
): SweptResource => ({
  arn: `arn:aws:sqs:eu-west-1:111111111111:${name}`,
  ...EU,
  resourceType: 'sqs:queue',
  name,
  tags,
});

const entity = (
  name: string,
  rules: Partial<EntityFacts['rules']> = {},
): EntityFacts => ({
  entityRef: `component:default/${name}`,
  name,
  rules: { arns: [], tagSets: [], accounts: [], ...rules },
});

const byApp = (app: string): Partial<EntityFacts['rules']> => ({
  tagSets: [[['app', app]]],
});

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the store on %s', id => {
  let db: Knex;
  let swept: SweptStore;
  let map: MapStore;
  let entities: EntitiesStore;
  let resources: ResourcesStore;
  let mapper: Mapper;
  let resolver: Resolver;

  beforeEach(async () => {
    db = await migrated(await databases.init(id));
    swept = new SweptStore(db);
    map = new MapStore(db);
    entities = new EntitiesStore(db);
    resources = new ResourcesStore(db);
    mapper = Mapper.create({ entities, map });
    resolver = Resolver.create({ mapper, map });
  });

  const all = { unowned: true, limit: 100 };
  const names = async (
    filter: Partial<Parameters<ResourcesStore['list']>[0]> = {},
  ) => (await resources.list({ ...all, ...filter })).map(({ name }) => name);
  const version = async () => (await map.state()).version;
  const ownersOf = async (name: string) => {
    const { arn } = queue(name);
    return (await resolver.resolve({ arns: [arn] })).refs[arn];
  };

  it('keeps when a resource was first and last seen, and takes what a whole sweep missed for gone', async () => {
    await swept.keep(EU, [queue('a'), queue('b')], ONE);
    await mapper.mapStale();
    await swept.keep(EU, [queue('a', { app: 'new' })], TWO);
    await mapper.mapStale();
    expect(await names()).toEqual(['a', 'b']);
    expect(await swept.dropUnseen(EU, TWO, THREE)).toBe(1);
    const [a, ...rest] = await resources.list(all);
    expect(rest).toEqual([]);
    expect(a).toMatchObject({
      firstSeenAt: ONE,
      lastSeenAt: TWO,
      tags: { app: 'new' },
    });
    await swept.keep(EU, [queue('b')], THREE);
    await mapper.mapStale();
    expect(await names()).toEqual(['a', 'b']);
  });

  it('does not take what another Region has not seen for gone', async () => {
    await swept.keep(EU, [queue('a')], ONE);
    await mapper.mapStale();
    expect(await swept.dropUnseen(US, TWO, TWO)).toBe(0);
    expect(await names()).toEqual(['a']);
  });

  it('leaves a resource that two Regions list with the first, until that one misses it', async () => {
    await swept.keep(EU, [queue('a')], ONE);
    await swept.keep(US, [{ ...queue('a'), region: 'us-east-1' }], TWO);
    await mapper.mapStale();
    expect(await resources.list(all)).toMatchObject([
      { region: 'eu-west-1', lastSeenAt: ONE },
    ]);
    await swept.dropUnseen(EU, TWO, TWO);
    await swept.keep(US, [{ ...queue('a'), region: 'us-east-1' }], THREE);
    await mapper.mapStale();
    expect(await resources.list(all)).toMatchObject([{ region: 'us-east-1' }]);
  });

  it('maps again when rules, tags or entities change, and the version grows with each change', async () => {
    await swept.keep(
      EU,
      [queue('a', { app: 'x' }), queue('b', { app: 'y' })],
      ONE,
    );
    await entities.replace([entity('x', byApp('x'))]);
    expect(await mapper.mapStale()).toBe(1);
    expect(await ownersOf('a')).toEqual(['component:default/x']);
    expect(await names({ unowned: true, ownedBy: [] })).toEqual(['b']);
    expect(await names({ unowned: false })).toEqual(['a']);
    expect(await resources.listOwners()).toEqual(['component:default/x']);

    const before = await version();
    await entities.replace([entity('x', byApp('x'))]);
    expect(await mapper.mapStale()).toBe(0);
    expect(await version()).toBe(before);

    await entities.replace([entity('x', byApp('y'))]);
    expect(await mapper.mapStale()).toBe(2);
    expect(await version()).toBeGreaterThan(before);
    expect(await names({ unowned: false })).toEqual(['b']);

    const changed = await version();
    await swept.keep(EU, [queue('a', { app: 'y' })], TWO);
    expect(await mapper.mapStale()).toBe(1);
    expect(await version()).toBeGreaterThan(changed);

    const owned = await version();
    await entities.replace([]);
    expect(await mapper.mapStale()).toBe(2);
    expect(await version()).toBeGreaterThan(owned);
    expect(await names({ unowned: false })).toEqual([]);
  });

  it('grows the version when a resource with an owner is gone, and only then', async () => {
    await swept.keep(EU, [queue('a', { app: 'x' }), queue('b')], ONE);
    await entities.replace([entity('x', byApp('x'))]);
    await mapper.mapStale();
    const before = await version();
    await swept.keep(EU, [queue('a', { app: 'x' })], TWO);
    await swept.dropUnseen(EU, TWO, TWO);
    await mapper.mapStale();
    expect(await version()).toBe(before);
    await swept.dropUnseen(EU, THREE, THREE);
    expect(await version()).toBe(before + 1);
    expect(await ownersOf('a')).toEqual([]);
  });

  it('resolves what no sweep has found by ARN and account, and grows the version with these rules', async () => {
    expect(await ownersOf('unseen')).toEqual([]);
    const before = await version();
    await entities.replace([
      entity('x', { accounts: ['111111111111/eu-west-1'] }),
    ]);
    expect(await version()).toBe(before + 1);
    expect(await ownersOf('unseen')).toEqual(['component:default/x']);
    await entities.replace([entity('y', { arns: [queue('unseen').arn] })]);
    expect(await version()).toBe(before + 2);
    expect(await ownersOf('unseen')).toEqual(['component:default/y']);
  });

  it('says which tags name no entity', async () => {
    const tag = { 'backstage:entity-ref': 'component:default/gone' };
    await swept.keep(EU, [queue('a', tag), queue('b', tag), queue('c')], ONE);
    await mapper.mapStale();
    const unknown = {
      ...EU,
      entityRef: 'component:default/gone',
      resources: 2,
    };
    expect(await map.listUnknownRefs({ unowned: true })).toEqual([unknown]);
    await entities.replace([entity('gone')]);
    await mapper.mapStale();
    expect(await map.listUnknownRefs({ unowned: true })).toEqual([]);
    expect(await names({ unowned: false })).toEqual(['a', 'b']);
  });

  it('filters by account, Region, type and text, which is taken to the letter', async () => {
    await swept.keep(
      EU,
      [
        queue('Orders_1'),
        queue('orders-1'),
        { ...queue('topic'), resourceType: 'sns:topic' },
      ],
      ONE,
    );
    await mapper.mapStale();
    expect(await names({ text: 'ORDERS' })).toHaveLength(2);
    expect(await names({ text: 's_1' })).toEqual(['Orders_1']);
    expect(await names({ text: '%' })).toEqual([]);
    expect(await names({ resourceType: 'sns' })).toEqual(['topic']);
    expect(await names({ resourceType: 'sns:topic' })).toEqual(['topic']);
    expect(await names({ resourceType: 'sn' })).toEqual([]);
    expect(await names({ region: 'us-east-1' })).toEqual([]);
    expect(await names({ accountId: '222222222222' })).toEqual([]);
    expect(await resources.count({ unowned: true, text: 'orders' })).toBe(2);
    expect(await resources.countByRegion({ unowned: true })).toEqual([
      { ...EU, resources: 3, unowned: 3 },
    ]);
  });

  it('pages through the resources of entities, each once and its own first', async () => {
    const swarm = Array.from({ length: 30 }, (_, index) =>
      queue(`q${index}`, { app: index % 3 ? 'x' : 'y' }),
    );
    await swept.keep(EU, swarm, ONE);
    await entities.replace([
      entity('x', byApp('x')),
      entity('y', byApp('y')),
      entity('z', byApp('y')),
    ]);
    await mapper.mapStale();
    const seen: [number, string][] = [];
    let after: { rank: number; arn: string } | undefined;
    for (;;) {
      const page = await resources.listOfEntities({
        first: ['component:default/y', 'component:default/z'],
        second: ['component:default/x', 'component:default/y'],
        filter: {},
        after,
        limit: 7,
      });
      if (page.length === 0) break;
      page.forEach(({ rank, resource }) => seen.push([rank, resource.arn]));
      const last = page[page.length - 1];
      after = { rank: last.rank, arn: last.resource.arn };
    }
    expect(seen).toHaveLength(30);
    expect(new Set(seen.map(([, arn]) => arn)).size).toBe(30);
    expect(seen.map(([rank]) => rank)).toEqual([
      ...Array(10).fill(0),
      ...Array(20).fill(1),
    ]);
    expect(
      await resources.countOfEntities(
        ['component:default/y', 'component:default/z'],
        {},
      ),
    ).toBe(10);
  });

  it('maps 10,000 resources of 3,000 entities in seconds', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      queue(`q${index}`, { app: `a${index % 4000}` }),
    );
    await swept.keep(EU, many, ONE);
    await entities.replace(
      Array.from({ length: 3000 }, (_, index) =>
        entity(`e${index}`, byApp(`a${index}`)),
      ),
    );
    const started = Date.now();
    expect(await mapper.mapStale()).toBe(8000);
    expect(Date.now() - started).toBeLessThan(10_000);
  });
});
