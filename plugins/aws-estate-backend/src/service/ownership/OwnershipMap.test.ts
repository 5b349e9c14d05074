// SPDX-License-Identifier: Apache-2.0
import { OwnershipMap, type OwnableResource } from './OwnershipMap';
import type { TagPair } from './annotations';

const ARN = 'arn:aws:sqs:eu-west-1:111111111111:orders';

const entity = (
  name: string,
  rules: { arns?: string[]; tagSets?: TagPair[][]; accounts?: string[] } = {},
) => ({
  entityRef: `component:default/${name}`,
  rules: { arns: [], tagSets: [], accounts: [], ...rules },
});

const resource = (
  tags: Record<string, string> = {},
  change: Partial<OwnableResource> = {},
): OwnableResource => ({
  arn: ARN,
  accountId: '111111111111',
  region: 'eu-west-1',
  tags,
  ...change,
});

const map = OwnershipMap.create([
  entity('tagged'),
  entity('by-arn', { arns: [ARN] }),
  entity('by-arn-too', { arns: [ARN] }),
  entity('by-tags', {
    tagSets: [
      [
        ['app', 'orders'],
        ['env', 'production'],
      ],
    ],
  }),
  entity('by-app', {
    tagSets: [[['app', 'billing']], [['service', 'Billing']]],
  }),
  entity('by-account', { accounts: ['222222222222'] }),
  entity('by-region', { accounts: ['222222222222/eu-west-1'] }),
  entity('by-none', { tagSets: [[]] }),
]);

const ELSEWHERE = {
  arn: 'arn:aws:sqs:eu-west-1:333333333333:x',
  accountId: '333333333333',
};
const IN_TWO = {
  arn: 'arn:aws:sqs:eu-west-1:222222222222:x',
  accountId: '222222222222',
};

describe('OwnershipMap', () => {
  it.each<[string, OwnableResource, string[], string | undefined]>([
    [
      'the tag goes before all else',
      resource({
        'backstage:entity-ref': 'component:default/tagged',
        app: 'orders',
        env: 'production',
      }),
      ['tagged'],
      'entity-ref-tag',
    ],
    [
      'a ref is the same in capitals and without its namespace',
      resource({ 'backstage:entity-ref': 'Component:Tagged' }),
      ['tagged'],
      'entity-ref-tag',
    ],
    [
      'all entities with the ARN, before tags',
      resource({ app: 'orders', env: 'production' }),
      ['by-arn', 'by-arn-too'],
      'arn',
    ],
    [
      'all pairs in any order',
      resource({ env: 'production', other: 'x', app: 'orders' }, ELSEWHERE),
      ['by-tags'],
      'tags',
    ],
    [
      'tags go before the account',
      resource({ app: 'billing' }, IN_TWO),
      ['by-app'],
      'tags',
    ],
    [
      'one of two annotations',
      resource({ service: 'Billing' }, ELSEWHERE),
      ['by-app'],
      'tags',
    ],
    [
      'the account and its Region',
      resource({}, IN_TWO),
      ['by-account', 'by-region'],
      'account',
    ],
    [
      'the account in another Region',
      resource({}, { ...IN_TWO, region: 'us-east-1' }),
      ['by-account'],
      'account',
    ],
    [
      'what has no Region',
      resource({}, { ...IN_TWO, region: 'global' }),
      ['by-account'],
      'account',
    ],
    ['one pair of two', resource({ app: 'orders' }, ELSEWHERE), [], undefined],
    [
      'the other value',
      resource({ app: 'orders', env: 'staging' }, ELSEWHERE),
      [],
      undefined,
    ],
    [
      'a longer value',
      resource({ app: 'orders-api', env: 'production' }, ELSEWHERE),
      [],
      undefined,
    ],
    [
      'a value in capitals',
      resource({ app: 'Orders', env: 'production' }, ELSEWHERE),
      [],
      undefined,
    ],
    [
      'a key in capitals',
      resource({ App: 'orders', env: 'production' }, ELSEWHERE),
      [],
      undefined,
    ],
    [
      'a value with a space',
      resource({ app: 'orders ', env: 'production' }, ELSEWHERE),
      [],
      undefined,
    ],
    [
      'key and value changed for each other',
      resource({ orders: 'app', production: 'env' }, ELSEWHERE),
      [],
      undefined,
    ],
    [
      'an ARN in capitals',
      resource({}, { ...ELSEWHERE, arn: ARN.toUpperCase() }),
      [],
      undefined,
    ],
    [
      'a longer ARN',
      resource({}, { ...ELSEWHERE, arn: `${ARN}-2` }),
      [],
      undefined,
    ],
    ['no tags at all', resource({}, ELSEWHERE), [], undefined],
  ])('%s', (_name, asked, names, rule) => {
    expect(map.ownersOf(asked)).toEqual({
      owners: names.map(name => ({
        entityRef: `component:default/${name}`,
        rule,
      })),
    });
  });

  it.each([
    'component:default/nobody',
    'component:default/tagged ',
    'tagged',
    '',
  ])('says that the tag "%s" names nobody, and asks the other rules', tag => {
    const tags = { 'backstage:entity-ref': tag };
    expect(map.ownersOf(resource(tags, ELSEWHERE))).toEqual({
      owners: [],
      unknownRef: tag,
    });
    expect(map.ownersOf(resource(tags))).toMatchObject({
      owners: [{ rule: 'arn' }, { rule: 'arn' }],
      unknownRef: tag,
    });
  });

  it.each([
    [ARN, ['by-arn', 'by-arn-too']],
    [
      'arn:aws:ec2:eu-west-1:222222222222:instance/i-1',
      ['by-account', 'by-region'],
    ],
    ['arn:aws:ec2:us-east-1:222222222222:instance/i-1', ['by-account']],
    ['arn:aws:iam::222222222222:role/x', ['by-account']],
    ['arn:aws:s3:::bucket', []],
    ['arn:aws:ec2:eu-west-1:333333333333:instance/i-1', []],
    ['no ARN', []],
  ])('knows whose %s is without having seen it', (arn, names) => {
    expect(map.ownersOfArn(arn).map(({ entityRef }) => entityRef)).toEqual(
      names.map(name => `component:default/${name}`),
    );
  });

  it.each([
    ['eu-west-1', ['by-account', 'by-region']],
    ['us-east-1', ['by-account']],
  ])(
    'takes a bucket for one of the account in %s where it is said to be',
    (region, names) => {
      const place = { accountId: '222222222222', region };
      const owners = map.ownersOfArn('arn:aws:s3:::bucket', place);
      expect(owners.map(({ entityRef }) => entityRef)).toEqual(
        names.map(name => `component:default/${name}`),
      );
    },
  );
});
