// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { readEntityRules } from './annotations';
import { OwnershipMap, type OwnableResource } from './OwnershipMap';

/*
 * 200 entities whose tags nearly equal each other, and resources in six accounts. The oracle asks every entity about every
 * resource by its annotations' text, without an index and without the code under test.
 */
const ACCOUNTS = ['1', '2', '3', '4', '5', '6'].map(digit => digit.repeat(12));
const REGIONS = ['eu-west-1', 'us-east-1', 'global'];
const APPS = ['orders', 'Orders', 'orders-api', 'order', 'orders ', 'billing'];
const ENVS = ['production', 'prod', 'staging'];

/** The same numbers in every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const next = numbers(7);
const pick = <T>(from: readonly T[]): T => from[next(from.length)];

const arnOf = (index: number) =>
  `arn:aws:sqs:eu-west-1:${ACCOUNTS[index % 6]}:queue-${index}`;

function annotationsOf(index: number): Record<string, string> {
  const kind = next(10);
  const team = `t${next(12)}`;
  if (kind < 6) {
    const pairs = [
      `app=${pick(APPS).trim()}`,
      `env=${pick(ENVS)}`,
      `team=${team}`,
    ];
    const count = 1 + next(3);
    const start = next(3);
    const chosen = [...pairs, ...pairs].slice(start, start + count);
    return { 'groundwork.dev/aws-tags': chosen.join(pick([',', ' , '])) };
  }
  if (kind === 6)
    return {
      'aws.amazon.com/arn': `${arnOf(next(2000))}, ${arnOf(next(2000))}`,
    };
  if (kind === 7)
    return {
      'groundwork.dev/aws-accounts': `${pick(ACCOUNTS)}/${pick(REGIONS)}`,
    };
  if (kind === 8)
    return {
      'aws.amazon.com/cost-insights-tags': `app=${pick(APPS)},owner=o${
        index % 9
      }`,
    };
  return {};
}

const entities: Entity[] = Array.from({ length: 200 }, (_, index) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: `e${index}`, annotations: annotationsOf(index) },
}));

const resources = Array.from({ length: 2000 }, (_, index): OwnableResource => {
  const tags: Record<string, string> = {};
  if (next(4)) tags.app = pick(APPS);
  if (next(4)) tags.env = pick(ENVS);
  if (next(4)) tags.team = `t${next(12)}`;
  if (next(3)) tags.owner = `o${next(9)}`;
  if (!next(8))
    tags['backstage:entity-ref'] = `component:default/e${next(220)}`;
  return {
    arn: arnOf(index),
    accountId: ACCOUNTS[index % 6],
    region: pick(REGIONS),
    tags,
  };
});

const split = (text = '') =>
  text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);

function expected(resource: OwnableResource): string[] {
  const refOf = (entity: Entity) => `component:default/${entity.metadata.name}`;
  const text = (entity: Entity, name: string) =>
    entity.metadata.annotations?.[name];
  const tagTexts = Object.entries(resource.tags).map(
    ([key, value]) => `${key}=${value}`,
  );
  const within = (stated?: string) => {
    const pairs = split(stated);
    return pairs.length > 0 && pairs.every(pair => tagTexts.includes(pair));
  };
  const here = [resource.accountId, `${resource.accountId}/${resource.region}`];
  const rules: ((entity: Entity) => boolean)[] = [
    entity => resource.tags['backstage:entity-ref'] === refOf(entity),
    entity => split(text(entity, 'aws.amazon.com/arn')).includes(resource.arn),
    entity =>
      within(text(entity, 'groundwork.dev/aws-tags')) ||
      within(text(entity, 'aws.amazon.com/cost-insights-tags')),
    entity =>
      split(text(entity, 'groundwork.dev/aws-accounts')).some(place =>
        here.includes(place),
      ),
  ];
  for (const rule of rules) {
    const owners = entities.filter(rule).map(refOf).sort();
    if (owners.length > 0) return owners;
  }
  return [];
}

const map = OwnershipMap.create(
  entities.map(entity => ({
    entityRef: `component:default/${entity.metadata.name}`,
    rules: readEntityRules(entity),
  })),
);

it('maps 2,000 resources as an oracle without an index does', () => {
  const found = resources.map(each =>
    map.ownersOf(each).owners.map(({ entityRef }) => entityRef),
  );
  expect(found).toEqual(resources.map(expected));
  // The samples must try every rule, and leave something over.
  const rules = resources.flatMap(each =>
    map.ownersOf(each).owners.map(({ rule }) => rule),
  );
  expect(new Set(rules)).toEqual(
    new Set(['entity-ref-tag', 'arn', 'tags', 'account']),
  );
  expect(found.filter(owners => owners.length === 0).length).toBeGreaterThan(
    30,
  );
  expect(found.filter(owners => owners.length > 1).length).toBeGreaterThan(100);
});

it('maps 10,000 resources by the rules of 3,000 entities in seconds', () => {
  const many = OwnershipMap.create(
    Array.from({ length: 3000 }, (_, index) => ({
      entityRef: `component:default/e${index}`,
      rules: {
        arns: [],
        accounts: [],
        tagSets: [
          [['env', 'production'] as const, ['app', `a${index}`] as const],
        ],
      },
    })),
  );
  const started = Date.now();
  let owned = 0;
  for (let index = 0; index < 10_000; index++) {
    const tags = { env: 'production', app: `a${index % 4000}` };
    owned += many.ownersOf({ ...resources[0], arn: 'arn:x', tags }).owners
      .length;
  }
  expect(owned).toBe(8000);
  expect(Date.now() - started).toBeLessThan(2000);
});
