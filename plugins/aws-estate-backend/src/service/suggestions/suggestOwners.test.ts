// SPDX-License-Identifier: Apache-2.0
import { OwnerSuggestions, type UnownedThing } from './suggestOwners';

const STACK = '01JD0000000000000000000000';

const suggestions = OwnerSuggestions.create([
  {
    entityRef: 'resource:default/kms-orders-production',
    name: 'kms-orders-production',
    stackId: STACK,
  },
  { entityRef: 'component:default/orders-api', name: 'orders-api' },
  { entityRef: 'component:default/orders', name: 'orders' },
  { entityRef: 'system:default/shop', name: 'shop' },
  { entityRef: 'component:default/api', name: 'api' },
  { entityRef: 'group:default/platform', name: 'platform' },
  { entityRef: 'user:default/orders', name: 'orders' },
]);

const thing = (change: Partial<UnownedThing>): UnownedThing => ({
  name: 'x',
  tags: {},
  ...change,
});

describe('OwnerSuggestions', () => {
  it.each<[string, UnownedThing, [string, string][]]>([
    [
      'the stack',
      thing({ tags: { 'groundwork:stack': STACK } }),
      [['resource:default/kms-orders-production', 'stack']],
    ],
    ['another stack', thing({ tags: { 'groundwork:stack': 'other' } }), []],
    [
      'a tag that names it',
      thing({ tags: { 'team:Application': 'Orders' } }),
      [['component:default/orders', 'tags']],
    ],
    [
      'a tag with its ref',
      thing({ tags: { owner: 'group:default/platform' } }),
      [['group:default/platform', 'tags']],
    ],
    ['a tag that names no thing', thing({ tags: { color: 'orders' } }), []],
    [
      'words of the name, the longest first',
      thing({ name: 'prod_Orders-API_bucket' }),
      [
        ['component:default/orders-api', 'name'],
        ['component:default/orders', 'name'],
      ],
    ],
    ['part of a word', thing({ name: 'reorders-bucket' }), []],
    ['a short name', thing({ name: 'api-bucket' }), []],
    [
      'the account',
      thing({ accountOwner: 'group:default/platform' }),
      [['group:default/platform', 'account']],
    ],
    [
      'an account whose owner is gone',
      thing({ accountOwner: 'group:default/gone' }),
      [],
    ],
    [
      'three at most, each once and for its best reason',
      thing({
        name: 'orders-api-shop',
        tags: { app: 'orders' },
        accountOwner: 'group:default/platform',
      }),
      [
        ['component:default/orders', 'tags'],
        ['component:default/orders-api', 'name'],
        ['system:default/shop', 'name'],
      ],
    ],
  ])('by %s', (_name, unowned, expected) => {
    expect(
      suggestions
        .suggest(unowned)
        .map(({ entityRef, because }) => [entityRef, because]),
    ).toEqual(expected);
  });
});
