// SPDX-License-Identifier: Apache-2.0
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  type FindingsSummary,
  estateAccountsSchema,
  findingsSummarySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type Sandbox,
  expectedFindings,
  seededFindings,
  startSandbox,
} from '@groundwork/sandbox';
import { READS } from './__testUtils__/PeoplePolicy';
import { sandboxCatalog } from './__testUtils__/sandboxCatalog';
import {
  type Groundwork,
  startGroundwork,
} from './__testUtils__/startGroundwork';

jest.setTimeout(180_000);

/** Nothing may be read in it. */
const DENIED = '333333333331';
/** In eu-west-1 AWS answers only that it is asked too often. */
const THROTTLED = '222222222221';
const TARGETS = [
  [THROTTLED, 'us-east-1'],
  [THROTTLED, 'eu-west-1'],
  [DENIED, 'us-east-1'],
  [DENIED, 'eu-west-1'],
] as const;
const ADA = 'user:default/ada';
const PEOPLE = {
  [ADA]: { sees: 'everything', may: READS },
} as const;
/** Entities of packages/sandbox/catalog. */
const ENTITIES = 65;
const EVERY = { seconds: 2 };
const CONFIG = {
  catalog: sandboxCatalog(),
  groundwork: {
    estate: { sweepEvery: EVERY, readCatalogEvery: EVERY },
    security: { schedule: { frequency: EVERY, timeout: { minutes: 5 } } },
  },
};
const OF_THROTTLED = 'v1/entity/default/resource/auterity-artifacts';
const OF_DENIED = 'v1/entity/default/resource/ephemeris-reports';
const OF_ENTITIES = [OF_THROTTLED, OF_DENIED].flatMap(entity => [
  `aws-estate/${entity}/resources`,
  `aws-estate/${entity}/resources/summary`,
  `aws-security/${entity}/findings`,
  `aws-security/${entity}/findings/summary`,
]);
const LISTS = [
  ...OF_ENTITIES,
  'aws-estate/v1/accounts',
  'aws-estate/v1/resources?owned=false',
];

/** Open findings that the seed planned for an entity in these accounts and Regions. */
function plannedOpen(
  ref: string,
  targets: readonly (readonly [string, string])[],
) {
  const own = new Set(expectedFindings().get(ref));
  return seededFindings().filter(
    ({ id, accountId, region, recordState, workflowStatus }) =>
      own.has(id) &&
      targets.some(([a, r]) => a === accountId && r === region) &&
      recordState === 'ACTIVE' &&
      ['NEW', 'NOTIFIED'].includes(workflowStatus),
  ).length;
}

describe('faults of AWS', () => {
  let sandbox: Sandbox;
  let groundwork: Groundwork;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'full' });
    for (const action of ['tag:GetResources', 'securityhub:GetFindings']) {
      await sandbox.faults.add({ kind: 'deny', action, accountId: DENIED });
      await sandbox.faults.add({
        kind: 'throttle',
        action,
        accountId: THROTTLED,
        region: 'eu-west-1',
      });
    }
    groundwork = await startGroundwork({
      endpoint: sandbox.endpoint,
      accountIds: [DENIED, THROTTLED],
      people: PEOPLE,
      config: CONFIG,
      scheduler: schedulerServiceFactory,
    });
    await groundwork.entities(ENTITIES);
  });

  afterAll(async () => {
    await groundwork?.stop();
    await sandbox?.stop();
  });

  const read = async (path: string) => {
    const { body } = await groundwork.get(path, ADA).expect(200);
    return body;
  };
  const readUnread = async (path: string) => unread(await read(path));
  const summaryOf = async (entity: string): Promise<FindingsSummary> =>
    findingsSummarySchema.parse(
      await read(`aws-security/${entity}/findings/summary`),
    );
  const openOf = async (entity: string) => {
    const { open } = await summaryOf(entity);
    return Object.values(open).reduce((sum, each) => sum + each, 0);
  };
  const regions = async () => {
    const { items } = estateAccountsSchema.parse(
      await read('aws-estate/v1/accounts'),
    );
    return items.flatMap(({ accountId, regions: all }) =>
      all.map(each => ({ accountId, ...each })),
    );
  };
  /** Waits for what comes by itself. */
  const until = async (what: string, test: () => Promise<boolean>) => {
    for (let tries = 0; tries < 110; tries += 1) {
      if (await test()) return;
      await new Promise(resolve => setTimeout(resolve, 1_000));
    }
    throw new Error(`It did not come to this: ${what}`);
  };
  const statesOf = async (plugin: string) => {
    const { items } = await read(`${plugin}/v1/freshness`);
    return TARGETS.map(([accountId, region]) => {
      const at = items.find(
        (each: { accountId: string; region: string }) =>
          each.accountId === accountId && each.region === region,
      );
      return at.problems.length > 0 ? 'failed' : at.state;
    }).join();
  };
  const settled = (states: string) => async () =>
    (await statesOf('aws-estate')) === states &&
    (await statesOf('aws-security')) === states;

  it('names what may not be read and where, and shows the rest', async () => {
    await until('one read, three failed', settled('ok,failed,failed,failed'));
    const wanted = plannedOpen('resource:default/auterity-artifacts', [
      TARGETS[0],
    ]);
    expect(wanted).toBeGreaterThan(0);
    await until('owned', async () => (await openOf(OF_THROTTLED)) === wanted);
    for (const path of OF_ENTITIES) {
      const action = path.startsWith('aws-estate')
        ? 'tag:GetResources'
        : 'securityhub:GetFindings';
      const { problems, freshness } = await readUnread(path);
      for (const region of ['us-east-1', 'eu-west-1']) {
        expect(problems).toContainEqual(
          expect.objectContaining({
            accountId: DENIED,
            region,
            action,
            hint: expect.stringContaining(action),
          }),
        );
      }
      expect(problems).toContainEqual(
        expect.objectContaining({
          accountId: THROTTLED,
          region: 'eu-west-1',
          code: expect.stringMatching(/Throttl|TooManyRequests/),
        }),
      );
      expect(problems).toHaveLength(3);
      expect(freshness.failed).toBe(3);
      expect(freshness.oldestAt).toBeUndefined();
    }
    expect((await summaryOf(OF_THROTTLED)).known).toBe('part');
    // Where it may have something nothing was read.
    expect((await summaryOf(OF_DENIED)).known).toBe('none');
    const [known, ...unknown] = await regions().then(all =>
      TARGETS.map(([accountId, region]) =>
        all.find(
          each => each.accountId === accountId && each.region === region,
        ),
      ),
    );
    expect(known?.resources).toBeGreaterThan(5);
    // Unknown is not zero.
    for (const each of unknown) {
      expect(each?.state).toMatch(/failed|running/);
      expect([each?.resources, each?.unowned]).toEqual([undefined, undefined]);
    }
  });

  it('heals by itself after the fault', async () => {
    await sandbox.faults.clear();
    await until('all read', settled('ok,ok,ok,ok'));
    const wanted = plannedOpen('resource:default/ephemeris-reports', TARGETS);
    const whole = async () => {
      const { known, problems } = await summaryOf(OF_DENIED);
      return known === 'all' && problems.length === 0;
    };
    await until('all known', whole);
    const own = async () => {
      const path = `aws-security/${OF_DENIED}/findings?limit=200`;
      const { items } = await read(path);
      return items.filter(({ via }: { via?: string }) => via === undefined);
    };
    await until('owned', async () => (await own()).length === wanted);
    expect(wanted).toBeGreaterThan(0);
    for (const path of LISTS) expect((await read(path)).problems).toEqual([]);
    for (const each of await regions()) {
      expect(each.state).toMatch(/ok|running/);
      expect(each.resources).toBeGreaterThanOrEqual(0);
    }
  });

  it('answers from its store, with the age of it, when AWS is not there', async () => {
    const before = new Map<string, object>();
    for (const path of LISTS) before.set(path, await read(path));
    await sandbox.stop();
    await until('none read', settled('failed,failed,failed,failed'));
    const stoppedAt = new Date().toISOString();
    for (const path of LISTS) {
      const { problems, freshness, known, ...rest } = await readUnread(path);
      expect(withoutAges(before.get(path))).toMatchObject(withoutAges(rest));
      // An entity is told of where it has something.
      expect(problems.length).toBeGreaterThan(0);
      for (const { code } of problems) expect(code).toBe('ECONNREFUSED');
      expect(known ?? 'part').toBe('part');
      expect(freshness.targets).toBe(problems.length);
      expect(freshness.failed).toBe(problems.length);
      expect(freshness.oldestAt < stoppedAt).toBe(true);
      expect(freshness.newestAt < stoppedAt).toBe(true);
    }
    for (const plugin of ['aws-estate', 'aws-security']) {
      const { items } = await read(`${plugin}/v1/freshness`);
      for (const { succeededAt } of items) {
        expect(succeededAt < stoppedAt).toBe(true);
      }
    }
  });

  it('says that nothing is known when AWS was never there', async () => {
    const cold = await startGroundwork({
      endpoint: sandbox.endpoint,
      accountIds: [DENIED, THROTTLED],
      people: PEOPLE,
      config: CONFIG,
    });
    await cold.entities(ENTITIES);
    await cold.collect();
    const ask = async (path: string) =>
      unread((await cold.get(path, ADA).expect(200)).body);
    for (const path of LISTS) {
      const { problems, freshness, items = [] } = await ask(path);
      expect(problems).toHaveLength(4);
      expect(freshness).toMatchObject({ targets: 4, failed: 4 });
      expect(freshness.newestAt).toBeUndefined();
      expect(path.endsWith('accounts') ? [] : items).toEqual([]);
    }
    const { known } = await ask(`aws-security/${OF_DENIED}/findings/summary`);
    expect(known).toBe('none');
    const { items, coveragePercent } = await ask('aws-estate/v1/accounts');
    expect(coveragePercent).toBeUndefined();
    for (const { regions: all } of items) {
      for (const each of all) {
        expect(each).toEqual({ region: each.region, state: 'failed' });
      }
    }
    await cold.stop();
  });
});

/** Without the problems that say of the same places that owners are not known there. */
function unread<T extends { problems?: { code: string }[] }>(body: T) {
  const { problems = [], ...rest } = body;
  return {
    ...rest,
    problems: problems.filter(({ code }) => code !== 'owners-unknown'),
  };
}

/** What was seen last is later with every sweep. */
function withoutAges(value: unknown): object {
  return JSON.parse(
    JSON.stringify(value, (key, each) =>
      /SeenAt$|^succeededAt$|^state$|^newSinceLastWeek$/.test(key)
        ? undefined
        : each,
    ),
  );
}
