// SPDX-License-Identifier: Apache-2.0
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { TestDatabases, mockCredentials } from '@backstage/backend-test-utils';
import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotInstalledError,
  type PlanDiff,
  type ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type EstateService,
  estateServiceRef,
} from '@groundwork/backstage-plugin-groundwork-node';
import { type Bench, inProduction, startBench } from '../__testUtils__/backend';
import { DIFF, PLAN_DIGEST, succeed } from '../__testUtils__/FakeRunner';
import { walkDependants } from './DependantsWalk';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

jest.setTimeout(60_000);

const STACK = 'resource:default/kms-orders-production';
const KEY_ARN = 'arn:aws:kms:eu-west-1:111111111111:key/1';
const TABLE_ARN = 'arn:aws:dynamodb:eu-west-1:111111111111:table/orders';

/** An entity with what the catalog says of what stands on it. */
function entity(ref: string, relations: Record<string, string[]> = {}): Entity {
  const { kind, name } = parseEntityRef(ref);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: Object.entries(relations).flatMap(([type, targets]) =>
      targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}

const changes = (
  ...resources: Pick<ResourceChange, 'action' | 'physicalId'>[]
): PlanDiff => ({
  ...DIFF,
  resources: resources.map((resource, index) => ({
    ...DIFF.resources[0],
    address: `aws_kms_key.key_${index}`,
    ...resource,
  })),
});

const CATALOG = [
  entity(STACK, {
    dependencyOf: [
      'component:default/orders',
      'component:default/hidden',
      'component:default/kms-orders-prod-source',
    ],
    dependsOn: ['resource:default/network'],
    ownedBy: ['group:default/ai-core'],
  }),
  entity('component:default/kms-orders-prod-source'),
  entity('component:default/orders', {
    providesApi: ['api:default/orders'],
    dependencyOf: [STACK],
  }),
  entity('api:default/orders', { apiConsumedBy: ['component:default/shop'] }),
  entity('component:default/shop'),
  entity('resource:default/table', {
    dependencyOf: ['component:default/report', 'component:default/shop'],
  }),
  entity('component:default/report'),
  entity('resource:default/network'),
];

describe('the blast radius of a plan', () => {
  let bench: Bench;
  const resolve = jest.fn<
    ReturnType<EstateService['resolve']>,
    Parameters<EstateService['resolve']>
  >();

  beforeAll(async () => {
    const estate = createServiceFactory({
      service: estateServiceRef,
      deps: {},
      factory: (): EstateService => ({
        resolve,
        listOwningEntities: () => Promise.reject(new Error('not asked')),
        getFreshness: () => Promise.reject(new Error('not asked')),
        listResources: () => Promise.reject(new Error('not asked')),
      }),
    });
    bench = await startBench({
      db: await databases.init('SQLITE_3'),
      services: [estate],
      entities: CATALOG,
    });
  });

  afterAll(() => bench.backend.stop());

  beforeEach(() => {
    resolve.mockReset();
    resolve.mockImplementation(async ({ arns }) => ({
      refs: Object.fromEntries(
        arns.map(arn => [
          arn,
          arn === TABLE_ARN ? ['resource:default/table'] : [],
        ]),
      ),
      mapVersion: 1,
    }));
  });

  async function plan(diff: PlanDiff, name = 'orders'): Promise<string> {
    bench.runner.script = async (job, runner) => {
      const ending = await succeed(job, runner);
      return job.kind === 'plan' && ending !== 'dies'
        ? { ...ending, plan: { planDigest: PLAN_DIGEST, diff } }
        : ending;
    };
    const { id } = await bench.as().create({ name, target: inProduction });
    await bench.as().reach(id, 'awaiting-approval');
    return id;
  }

  const read = async (runId: string) =>
    (await bench.as().get(`/v1/runs/${runId}/blast-radius`).expect(200)).body;

  it('goes from the stack and the owners of what is changed to all that stands on them', async () => {
    const runId = await plan(
      changes(
        { action: 'update', physicalId: KEY_ARN },
        { action: 'delete', physicalId: TABLE_ARN },
        { action: 'replace', physicalId: 'orders-bucket' },
        { action: 'create' },
      ),
    );
    expect(await read(runId)).toEqual({
      runId,
      count: 4,
      // One that the caller may not see depends on it, too.
      isAtLeast: true,
      owners: 'known',
      origins: [STACK, 'resource:default/table'],
      entities: [
        { entityRef: 'component:default/orders', distance: 1 },
        { entityRef: 'component:default/report', distance: 1 },
        { entityRef: 'component:default/shop', distance: 1 },
        { entityRef: 'api:default/orders', distance: 2 },
      ],
    });
    expect(resolve.mock.calls.map(([{ arns }]) => arns)).toEqual([
      [KEY_ARN, TABLE_ARN],
    ]);
  });

  it('counts what is seen, and says so, when it is not known where to begin', async () => {
    const runId = await plan(
      changes({ action: 'update', physicalId: TABLE_ARN }),
      'unseen',
    );
    expect(await read(runId)).toMatchObject({
      count: 2,
      isAtLeast: true,
      origins: ['resource:default/table'],
    });
    resolve.mockRejectedValue(new NotInstalledError('aws-estate'));
    expect(await read(runId)).toMatchObject({
      count: 0,
      isAtLeast: true,
      owners: 'not-installed',
    });
    resolve.mockRejectedValue(new Error('down'));
    expect(await read(runId)).toMatchObject({
      isAtLeast: true,
      owners: 'unknown',
    });
  });

  it('is nothing when all is new, or nothing is changed', async () => {
    const made = await plan(changes({ action: 'create' }), 'new');
    expect(await read(made)).toMatchObject({ count: 0, isAtLeast: false });
    expect(resolve).not.toHaveBeenCalled();
  });

  it('is counted for many runs at once, of which each has its own', async () => {
    const diff = changes({ action: 'delete', physicalId: TABLE_ARN });
    const ids = [await plan(diff, 'many'), await plan(diff)];
    const { body } = await bench
      .as()
      .get(`/v1/blast-radius?runId=${[...ids, ids[0]].join(',')}`)
      .expect(200);
    expect(body.items).toEqual(
      expect.arrayContaining([
        { runId: ids[0], count: 2, isAtLeast: true, owners: 'known' },
        { runId: ids[1], count: 4, isAtLeast: true, owners: 'known' },
      ]),
    );
    expect(body.items).toHaveLength(2);
    const tooMany = Array.from({ length: 51 }, () => ids[0]).join(',');
    await bench.as().get(`/v1/blast-radius?runId=${tooMany}`).expect(400);
  });

  it('does not exist before the plan does', async () => {
    bench.runner.script = async () => ({ outcome: 'failed', reason: 'no' });
    const { id } = await bench.as().create({ name: 'planless' });
    await bench.as().reach(id, 'failed');
    const { body } = await bench
      .as()
      .get(`/v1/runs/${id}/blast-radius`)
      .expect(404);
    expect(body.error.message).toContain('has no plan');
  });
});

describe('walkDependants', () => {
  const credentials = mockCredentials.user();

  const chain = (length: number) =>
    Array.from({ length }, (_, index) =>
      entity(`component:default/c${index}`, {
        dependencyOf: [`component:default/c${(index + 1) % length}`],
      }),
    );

  it('asks as the caller, once for each level, and goes round a circle once', async () => {
    const catalog = catalogServiceMock({ entities: chain(4) });
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    const [walked] = await walkDependants(
      [{ origins: ['component:default/c0'] }],
      { catalog, credentials },
    );
    expect([...walked.dependants.values()]).toEqual([1, 2, 3]);
    expect(walked.hasMore).toBe(false);
    expect(asked).toHaveBeenCalledTimes(4);
    for (const [, options] of asked.mock.calls) {
      expect(options).toEqual({ credentials });
    }
  });

  it('ends at ten levels and at 500 entities, and says that there are more', async () => {
    const deep = catalogServiceMock({ entities: chain(30) });
    const [ten] = await walkDependants(
      [{ origins: ['component:default/c0'] }],
      { catalog: deep, credentials },
    );
    expect(ten.dependants.size).toBe(10);
    expect(ten.hasMore).toBe(true);
    const many = Array.from(
      { length: 700 },
      (_, n) => `component:default/n${n}`,
    );
    const wide = catalogServiceMock({
      entities: [
        entity(STACK, { dependencyOf: many }),
        ...many.map(ref => entity(ref)),
      ],
    });
    const [walked] = await walkDependants([{ origins: [STACK] }], {
      catalog: wide,
      credentials,
    });
    expect(walked.dependants.size).toBe(500);
    expect(walked.hasMore).toBe(true);
  });
});
