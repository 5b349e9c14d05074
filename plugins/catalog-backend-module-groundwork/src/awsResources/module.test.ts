// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  type TestBackend,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  NotInstalledError,
  type OwningEntities,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  estateServiceRef,
  stacksServiceRef,
} from '@groundwork/backstage-plugin-groundwork-node';
import request from 'supertest';
import catalogModuleGroundwork from '..';
import { eventually } from '../__testUtils__/eventually';
import { FakeStacks } from '../__testUtils__/stacks';

jest.setTimeout(120_000);

const HAS = 'groundwork.dev/has-aws-resources';

const entity = (kind: string, name: string, spec: object, annotation = '') => `
apiVersion: backstage.io/v1alpha1
kind: ${kind}
metadata:
  name: ${name}
  annotations: { team: x${annotation} }
spec: ${JSON.stringify(spec)}
`;

const owner = 'group:default/team';
const type = 'service';
const lifecycle = 'production';
const FILE = [
  entity('Domain', 'retail', { owner }),
  entity('System', 'shop', { owner, domain: 'retail' }),
  entity('Component', 'orders', {
    ...{ type, lifecycle, owner, system: 'shop' },
    ...{ providesApis: ['orders-api'], dependsOn: ['resource:orders-db'] },
  }),
  entity('Component', 'idle', { type, lifecycle, owner: 'group:default/idle' }),
  entity('Component', 'boast', { type, lifecycle, owner }, `, ${HAS}: 'true'`),
  entity('Component', 'reader', {
    ...{ type, lifecycle, owner, dependsOn: ['resource:orders-db'] },
  }),
  entity('Resource', 'orders-db', { type, owner }),
  entity('API', 'orders-api', {
    ...{ type: 'openapi', lifecycle, owner, definition: 'x' },
  }),
  entity('Group', 'team', { type: 'team', children: [] }),
  entity('Group', 'idle', { type: 'team', children: [] }),
  entity('User', 'rita', { memberOf: ['team'] }),
].join('---');

const SHOWING = {
  'component:orders': 'true',
  'system:shop': 'true',
  'domain:retail': 'true',
  'api:orders-api': 'true',
  'group:team': 'true',
};
const NOBODY = {
  'domain:retail': undefined,
  'system:shop': undefined,
  'component:orders': undefined,
  'component:idle': undefined,
  'component:boast': undefined,
  'component:reader': undefined,
  'resource:orders-db': undefined,
  'api:orders-api': undefined,
  'group:team': undefined,
  'group:idle': undefined,
  'user:rita': undefined,
};

/** Stands for `aws-estate`; says what a test tells it to. */
class FakeEstate {
  items: string[] = [];
  oldestAt: string | undefined;
  failure: Error | undefined;
  asked = 0;

  async listOwningEntities(): Promise<OwningEntities> {
    this.asked += 1;
    if (this.failure) throw this.failure;
    const freshness = { oldestAt: this.oldestAt, targets: 2, failed: 0 };
    const items = this.items.map(entityRef => ({
      entityRef,
      places: [],
      isAnywhere: false,
    }));
    return {
      items,
      unswept: [],
      catalogKey: 'k',
      entities: Object.keys(NOBODY).map(name => ({
        entityRef: name.replace(':', ':default/'),
      })),
      problems: [],
      freshness,
    };
  }
}

async function start(estate: FakeEstate): Promise<TestBackend> {
  const target = join(mkdtempSync(join(tmpdir(), 'catalog-')), 'all.yaml');
  writeFileSync(target, FILE);
  const allow = ['Component', 'System', 'Domain', 'API', 'Resource'];
  return startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleGroundwork,
      createServiceFactory({
        service: estateServiceRef,
        deps: {},
        factory: () => estate as never,
      }),
      createServiceFactory({
        service: stacksServiceRef,
        deps: {},
        factory: () => new FakeStacks() as never,
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          catalog: {
            // Longer than the test: what changes was refreshed by the module.
            processingInterval: { minutes: 30 },
            rules: [{ allow: [...allow, 'Group', 'User', 'Location'] }],
            locations: [{ type: 'file', target }],
          },
          groundwork: { catalog: { readOwnersEvery: { seconds: 1 } } },
        },
      }),
      mockServices.database.factory(),
      schedulerServiceFactory,
    ],
  });
}

/** What the annotation says of each entity, by its name. */
async function annotations({ server }: TestBackend) {
  const { body } = await request(server)
    .get('/api/catalog/entities/by-query?limit=100')
    .expect(200);
  const said: Record<string, string | undefined> = {};
  for (const { kind, metadata, relations } of body.items) {
    if (kind === 'Location' || relations.length === 0) continue;
    const { [HAS]: value } = metadata.annotations;
    said[`${kind.toLowerCase()}:${metadata.name}`] = value;
  }
  return said;
}

describe('the annotation has-aws-resources', () => {
  it('is set on who has something, follows the estate, and is not taken back while the estate is down', async () => {
    const estate = new FakeEstate();
    estate.failure = new NotInstalledError('The plugin is not installed');
    const backend = await start(estate);
    const read = () => annotations(backend);
    const becomes = async (expected: Record<string, string | undefined>) =>
      expect(
        await eventually(read, said =>
          Object.entries(expected).every(([ref, value]) => said[ref] === value),
        ),
      ).toEqual(expected);

    await eventually(read, said => Object.keys(said).length === 11);
    await eventually(
      async () => estate.asked,
      asked => asked > 2,
    );
    expect(await read()).toEqual(NOBODY);

    estate.failure = undefined;
    estate.items = ['component:default/orders'];
    await becomes({ ...NOBODY, ...SHOWING });

    estate.items = ['resource:default/orders-db'];
    await becomes({
      ...NOBODY,
      'resource:orders-db': 'true',
      'component:orders': 'true',
      'component:reader': 'true',
      'group:team': 'true',
    });

    estate.oldestAt = new Date().toISOString();
    estate.items = ['component:default/orders'];
    const nothing = Object.keys(NOBODY).map(ref => [ref, 'false']);
    const changed = {
      ...Object.fromEntries(nothing),
      ...SHOWING,
      'user:rita': undefined,
    };
    await becomes(changed);

    estate.failure = new Error('connection refused');
    const before = estate.asked;
    await eventually(
      async () => estate.asked,
      asked => asked > before + 1,
    );
    expect(await read()).toEqual(changed);
    await backend.stop();
  });
});
