// SPDX-License-Identifier: Apache-2.0
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readEntityScope, requireEntityScope } from './entityScope';

const credentials = mockCredentials.user();

function entity(ref: string, relations: Record<string, string[]> = {}): Entity {
  const [kind, name] = ref.split(':');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(target => ({
        type,
        targetRef: target.replace(':', ':default/'),
      })),
    ),
  };
}

async function scopeOf(subject: Entity, others: Entity[] = []) {
  const catalog = catalogServiceMock({ entities: [subject, ...others] });
  const read = jest.spyOn(catalog, 'getEntitiesByRefs');
  const scope = await readEntityScope(catalog, subject, credentials);
  return { ...scope, read };
}

const own = (ref: string) => ({ entityRef: ref.replace(':', ':default/') });
const via = (ref: string) => ({ ...own(ref), via: own(ref).entityRef });

describe('readEntityScope', () => {
  it.each(['Component', 'Resource'])(
    'counts a %s itself, beside the resources it depends on that the caller sees',
    async kind => {
      const scope = await scopeOf(
        entity(`${kind}:orders`, {
          dependsOn: ['resource:db', 'component:users', 'resource:hidden'],
        }),
        [entity('Resource:db'), entity('Component:users')],
      );
      expect(scope.counted).toEqual([own(`${kind.toLowerCase()}:orders`)]);
      expect(scope.related).toEqual([via('resource:db')]);
      expect(scope.isCut).toBe(false);
      expect(scope.read).toHaveBeenCalledTimes(1);
      expect(scope.read).toHaveBeenCalledWith(expect.anything(), {
        credentials,
      });
    },
  );

  it('rolls a domain up through its systems, each part once, round cycles', async () => {
    const scope = await scopeOf(
      entity('Domain:shop', { hasPart: ['system:a', 'system:b'] }),
      [
        entity('System:a', { hasPart: ['component:x', 'resource:y'] }),
        entity('System:b', { hasPart: ['component:x', 'domain:shop'] }),
        entity('Component:x', { hasPart: ['system:a', 'component:z'] }),
        entity('Resource:y'),
        entity('Component:z'),
      ],
    );
    expect(scope.counted).toEqual([
      own('domain:shop'),
      via('system:a'),
      via('system:b'),
      via('component:x'),
      via('resource:y'),
      via('component:z'),
    ]);
    expect(scope.related).toEqual([]);
    expect(scope.read).toHaveBeenCalledTimes(3);
  });

  it('counts the providers of an API and not the API; a group and what it owns', async () => {
    const api = await scopeOf(
      entity('API:pets', { apiProvidedBy: ['component:pets'] }),
      [entity('Component:pets')],
    );
    expect(api.counted).toEqual([via('component:pets')]);
    const group = await scopeOf(
      entity('Group:team', {
        ownerOf: ['system:a', 'template:t', 'component:x'],
      }),
      [entity('System:a'), entity('Template:t'), entity('Component:x')],
    );
    expect(group.counted).toEqual([
      { entityRef: 'group:default/team' },
      via('system:a'),
      via('component:x'),
    ]);
  });

  it('is asked for by ref, and does not tell hidden from absent', async () => {
    const catalog = catalogServiceMock({ entities: [entity('Component:x')] });
    expect(
      await requireEntityScope(catalog, 'component:default/x', credentials),
    ).toEqual({
      counted: [{ entityRef: 'component:default/x' }],
      related: [],
      isCut: false,
    });
    await expect(
      requireEntityScope(catalog, 'component:default/secret', credentials),
    ).rejects.toThrow(
      'There is no entity component:default/secret in the catalog, or you may not see it',
    );
  });

  it('asks once where what it depends on was expected, and again where not', async () => {
    const catalog = catalogServiceMock({
      entities: [
        entity('Component:x', {
          dependsOn: ['resource:db', 'resource:hidden', 'resource:new'],
        }),
        entity('Resource:db'),
        entity('Resource:new'),
        entity('Resource:former'),
      ],
    });
    const read = jest.spyOn(catalog, 'getEntitiesByRefs');
    const ref = (name: string) => `resource:default/${name}`;
    const expecting = async (...names: string[]) => {
      const { related } = await requireEntityScope(
        catalog,
        'component:default/x',
        credentials,
        ['component:default/x', ...names.map(ref)],
      );
      expect(related).toEqual([via('resource:db'), via('resource:new')]);
      return read.mock.calls.splice(0).map(([{ entityRefs }]) => entityRefs);
    };
    const self = 'component:default/x';
    expect(await expecting('new', 'hidden', 'db')).toEqual([
      [self, ref('new'), ref('hidden'), ref('db')],
    ]);
    expect(await expecting('former', 'db')).toEqual([
      [self, ref('former'), ref('db')],
      [ref('hidden'), ref('new')],
    ]);
  });

  it.each(['User', 'Location', 'Template'])(
    'counts nothing of a %s',
    async kind => {
      const scope = await scopeOf(
        entity(`${kind}:one`, { ownerOf: ['component:x'] }),
        [entity('Component:x')],
      );
      expect(scope).toMatchObject({ counted: [], related: [], isCut: false });
      expect(scope.read).not.toHaveBeenCalled();
    },
  );

  it('asks for 1,000 entities at most, in batches, and says when there are more', async () => {
    const names = Array.from(
      { length: 1_300 },
      (_, index) => `component:c${index}`,
    );
    const scope = await scopeOf(
      entity('System:big', { hasPart: names }),
      names.map(name => entity(name.replace('component', 'Component'))),
    );
    expect(scope.counted).toHaveLength(1_000);
    expect(scope.isCut).toBe(true);
    expect(scope.read).toHaveBeenCalledTimes(2);
  });
});
