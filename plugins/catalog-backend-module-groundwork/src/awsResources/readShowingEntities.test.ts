// SPDX-License-Identifier: Apache-2.0
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type Entity,
  RELATION_API_PROVIDED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readEntityScope } from '@groundwork/backstage-plugin-groundwork-node';
import { readShowingEntities } from './readShowingEntities';

const credentials = mockCredentials.service('plugin:catalog');
const KINDS = [
  'Component',
  'Resource',
  'System',
  'Domain',
  'API',
  'Group',
  'User',
  'Location',
];
const RELATIONS = [
  [RELATION_DEPENDS_ON, RELATION_DEPENDENCY_OF],
  [RELATION_HAS_PART, RELATION_PART_OF],
  [RELATION_PROVIDES_API, RELATION_API_PROVIDED_BY],
  [RELATION_OWNER_OF, RELATION_OWNED_BY],
];

/** The same numbers for a seed each time. */
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** Entities of all kinds with any relations between them, each in both directions as the catalog has them. */
function makeCatalog(random: (below: number) => number): Entity[] {
  const entities = Array.from(
    { length: 40 },
    (_, index): Entity => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: KINDS[index % KINDS.length],
      metadata: { name: `e${index}`, namespace: 'default' },
      relations: [],
    }),
  );
  for (let count = 0; count < 60; count += 1) {
    const [from, to] = [entities[random(40)], entities[random(40)]];
    const [type, back] = RELATIONS[random(RELATIONS.length)];
    from.relations?.push({ type, targetRef: stringifyEntityRef(to) });
    to.relations?.push({ type: back, targetRef: stringifyEntityRef(from) });
  }
  return entities;
}

describe('readShowingEntities', () => {
  it.each(Array.from({ length: 25 }, (_, index) => index + 1))(
    'finds whose pages show what the owners have, in the catalog %i',
    async seed => {
      const random = randomOf(seed);
      const entities = makeCatalog(random);
      const catalog = catalogServiceMock({ entities });
      const owners = [
        ...entities.map(stringifyEntityRef).filter(() => random(5) === 0),
        'component:default/gone',
      ];
      const expected: string[] = [];
      for (const entity of entities) {
        const scope = await readEntityScope(catalog, entity, credentials);
        const shown = [...scope.counted, ...scope.related];
        if (shown.some(({ entityRef }) => owners.includes(entityRef))) {
          expected.push(stringifyEntityRef(entity));
        }
      }
      const showing = await readShowingEntities(owners, {
        catalog,
        credentials,
      });
      expect([...showing].sort()).toEqual(expected.sort());
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(entities.length);
    },
  );

  it('asks for owners and what they are part of, each once', async () => {
    const part = makeCatalog(() => 0)[0];
    const refs = Array.from(
      { length: 501 },
      (_, i) => `component:default/c${i}`,
    );
    const asked: string[][] = [];
    await readShowingEntities(refs, {
      credentials,
      catalog: {
        getEntitiesByRefs: async ({ entityRefs }) => {
          asked.push(entityRefs);
          return {
            items: entityRefs.map(ref => ({
              ...part,
              metadata: { name: ref.split('/')[1] },
              relations: [
                { type: RELATION_PART_OF, targetRef: 'system:default/shop' },
              ],
            })),
          };
        },
      },
    });
    expect(asked.map(({ length }) => length)).toEqual([500, 1, 1]);
    expect(asked[2]).toEqual(['system:default/shop']);
  });
});
