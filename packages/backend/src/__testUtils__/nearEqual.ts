// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import { SANDBOX_REGIONS, type Random, makeRandom } from '@groundwork/sandbox';

/** Accounts whose resources are alike. */
export const SIX_ACCOUNTS = [
  '222222222221',
  '222222222222',
  '222222222223',
  '333333333331',
  '333333333332',
  '333333333333',
];
const TEAMS = ['team-a', 'team-b', 'team-c', 'team-d'];
const APPS = ['orders', 'Orders', 'orders-api', 'order', 'orders=1', 'billing'];
const ENVS = ['production', 'prod', 'Production', 'staging'];
const TIERS = ['web', 'web1', 'job', 'jobs'];
const ALIASES = [
  'aws.amazon.com/aws-securityhub-findings-tags',
  'aws.amazon.com/cost-insights-tags',
];

/** A queue or topic to make. */
export interface PlannedResource {
  accountId: string;
  region: string;
  service: 'sqs' | 'sns';
  name: string;
  arn: string;
  tags: Record<string, string>;
}

export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)];

/** A name that stands in no other word, so that a text with it in it says it. */
const nameOf = (index: number) => `zq${String(index).padStart(3, '0')}x`;

function pairsOf(random: Random): string[] {
  const pairs = [
    `app=${pick(random, APPS)}`,
    `env=${pick(random, ENVS)}`,
    `tier=${pick(random, TIERS)}`,
  ];
  const start = Math.floor(random() * 3);
  const count = pick(random, [1, 2, 2, 3, 3, 3, 3, 3]);
  return [...pairs, ...pairs].slice(start, start + count);
}

/** Pairs that are whole, blank, doubled, at odds with each other or no pairs at all. */
function tagsText(random: Random): string {
  const pairs = pairsOf(random);
  const trap = Math.floor(random() * 14);
  if (trap === 0) return [...pairs, 'nonsense'].join(',');
  if (trap === 1) return [...pairs, 'app=other', 'app=orders'].join(',');
  if (trap === 2) return [...pairs, ...pairs].join(' , ');
  if (trap === 3) return ' , ';
  if (trap === 4) return pairs.join(';');
  return pairs.join(trap === 5 ? ' ,  ' : ',');
}

function placeText(random: Random): string {
  const accountId = pick(random, SIX_ACCOUNTS);
  const region = pick(random, [...SANDBOX_REGIONS, 'eu-west-2']);
  return pick(random, [
    accountId,
    `${accountId}/${region}`,
    `${accountId}/${region}`,
    `${accountId.slice(1)}/${region}`,
    `${accountId}/${region}/x`,
  ]);
}

function annotationsOf(
  random: Random,
  resources: readonly PlannedResource[],
): Record<string, string> {
  const arn = () => pick(random, resources).arn;
  switch (Math.floor(random() * 10)) {
    case 0:
      return {
        'aws.amazon.com/arn': `${arn()}, ${arn()},${arn().slice(4)},${arn()}x`,
      };
    case 1:
      // The exact ARN goes before the tags, whoever states them.
      return {
        'aws.amazon.com/arn': arn(),
        'groundwork.dev/aws-tags': tagsText(random),
      };
    case 2:
      return random() < 0.25
        ? { 'groundwork.dev/aws-accounts': placeText(random) }
        : {};
    case 3:
      return { [pick(random, ALIASES)]: tagsText(random) };
    case 4:
      return {
        [ALIASES[0]]: tagsText(random),
        [ALIASES[1]]: tagsText(random),
      };
    case 5:
      return {
        [ALIASES[0]]: tagsText(random),
        'groundwork.dev/aws-tags': tagsText(random),
      };
    case 6:
      return {};
    default:
      return { 'groundwork.dev/aws-tags': tagsText(random) };
  }
}

function refTag(random: Random): string {
  const name = nameOf(Math.floor(random() * 150));
  return pick(random, [
    `component:default/${name}`,
    `Component:${name.toLocaleUpperCase('en-US')}`,
    'component:default/gone',
    'no-ref',
    'component:default/a b c',
  ]);
}

/** Queues and topics whose tags differ by a pair, a letter's case or a prefix. */
export function nearEqualResources(seed: number): PlannedResource[] {
  const random = makeRandom(seed);
  return SIX_ACCOUNTS.flatMap(accountId =>
    SANDBOX_REGIONS.flatMap(region =>
      Array.from({ length: 20 }, (_, index): PlannedResource => {
        const service = index % 2 ? 'sns' : 'sqs';
        // The same names everywhere: only account and Region tell them apart.
        const name = `thing-${index}`;
        const tags: Record<string, string> = { made: 'here' };
        if (random() < 0.65) tags.app = pick(random, APPS);
        if (random() < 0.65) tags.env = pick(random, ENVS);
        if (random() < 0.65) tags.tier = pick(random, TIERS);
        if (random() < 0.2) tags['backstage:entity-ref'] = refTag(random);
        const arn = `arn:aws:${service}:${region}:${accountId}:${name}`;
        return { accountId, region, service, name, arn, tags };
      }),
    ),
  );
}

/** 200 entities of four teams: components, resources, systems, domains, APIs and groups. */
export function nearEqualEntities(
  seed: number,
  resources: readonly PlannedResource[],
): Entity[] {
  const random = makeRandom(seed);
  const refOf = (from: number, below: number) =>
    nameOf(from + Math.floor(random() * below));
  const ownerOf = (kind: string) =>
    kind === 'Group' ? {} : { owner: pick(random, TEAMS) };
  const make = (kind: string, index: number, spec: object): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: kind === 'Group' ? TEAMS[index] : nameOf(index),
      annotations: {
        'backstage.io/managed-by-location': 'url:http://here.example/a.yaml',
        'backstage.io/managed-by-origin-location':
          'url:http://here.example/a.yaml',
        ...(kind === 'Group' ? {} : annotationsOf(random, resources)),
      },
    },
    spec: { type: 'x', lifecycle: 'production', ...ownerOf(kind), ...spec },
  });
  const system = () => (random() < 0.4 ? { system: refOf(180, 8) } : {});
  const components = Array.from({ length: 150 }, (_, index) =>
    make('Component', index, {
      ...system(),
      dependsOn: [
        `resource:default/${refOf(150, 30)}`,
        `component:default/${refOf(0, 150)}`,
      ],
      providesApis: random() < 0.2 ? [refOf(190, 6)] : [],
    }),
  );
  const kinds = (kind: string, from: number, to: number, spec: () => object) =>
    Array.from({ length: to - from }, (_, index) =>
      make(kind, from + index, spec()),
    );
  return [
    ...components,
    ...kinds('Resource', 150, 180, system),
    ...kinds('System', 180, 188, () => ({ domain: refOf(188, 2) })),
    ...kinds('Domain', 188, 190, () => ({})),
    ...kinds('API', 190, 196, () => ({ ...system(), definition: 'x' })),
    ...kinds('Group', 0, 4, () => ({ children: [] })),
  ];
}
