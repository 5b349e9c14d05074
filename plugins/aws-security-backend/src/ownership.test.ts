// SPDX-License-Identifier: Apache-2.0
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Knex } from 'knex';
import { CONTEXT, REGION, TARGET, controlFinding } from './__testUtils__/asff';
import {
  type Bench,
  type FakeEstate,
  VIC,
  component,
  startBench,
} from './__testUtils__/backend';
import { migrated } from './__testUtils__/databases';
import { parseFinding } from './service/asff';
import { FindingsWriter } from './store/FindingsWriter';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const MEDIA = 'resource:default/media';
const PATH = '/v1/entity/default/resource/media/findings';

jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('owners on %s', databaseId => {
  const registry = actionsRegistryServiceMock();
  const scheduler = mockServices.scheduler.mock();
  const estate: FakeEstate = { owners: undefined, mapVersion: 1 };
  let bench: Bench;
  let db: Knex;

  beforeAll(async () => {
    db = await migrated(await databases.init(databaseId));
    bench = await startBench({
      db,
      entities: [component('media'), component('other')],
      estate,
      features: [
        scheduler.factory,
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    await FindingsWriter.create({ db }).write(
      [parseFinding(controlFinding(), CONTEXT)],
      { source: TARGET, at: CONTEXT.at },
    );
    await db('collector_targets').insert({
      collector_id: 'findings',
      account_id: TARGET.accountId,
      region: REGION,
      outcome: 'ok',
      succeeded_at: CONTEXT.at,
      throttled: 0,
      problems: '[]',
    });
  });

  afterAll(() => bench.backend.stop());

  /** Runs the scheduler's task, as it would within a minute. */
  const assign = async () => {
    const task = scheduler.scheduleTask.mock.calls
      .map(([each]) => each)
      .find(({ id }) => id === 'owners');
    await task?.fn(new AbortController().signal);
  };

  const summary = async () => (await bench.get(`${PATH}/summary`)).body;
  const codes = (body: { problems: { code: string }[] }) =>
    body.problems.map(({ code }) => code);

  it('are unknown before they were asked for, and that is said', async () => {
    const body = await summary();
    expect([body.known, codes(body)]).toEqual(['none', ['owners-pending']]);
  });

  it('are unknown where aws-estate is not installed', async () => {
    await assign();
    const { body } = await bench.get(PATH).expect(200);
    expect([body.items, codes(body)]).toEqual([[], ['estate-not-installed']]);
    expect((await summary()).known).toBe('none');
  });

  it('heal when the estate answers, and follow its map', async () => {
    const arn = 'arn:aws:s3:::auterity-media';
    estate.owners = { [arn]: [MEDIA] };
    await assign();
    // An ARN of a bucket does not say where it is; the finding does.
    expect(estate.asked).toEqual({ arns: [arn], places: { [arn]: TARGET } });
    expect(await summary()).toMatchObject({
      known: 'all',
      open: { high: 1 },
      problems: [],
    });
    estate.owners = { [arn]: ['resource:default/other'] };
    await assign();
    expect((await summary()).open.high).toBe(1);
    estate.mapVersion = 2;
    await assign();
    expect((await summary()).open.high).toBe(0);
    estate.owners = { [arn]: [MEDIA] };
    estate.mapVersion = 3;
    await assign();
    expect((await summary()).open.high).toBe(1);
  });

  it('stay, and are said to be old, when the estate is gone', async () => {
    estate.owners = undefined;
    await assign();
    expect(await summary()).toMatchObject({
      known: 'part',
      open: { high: 1 },
      problems: [{ code: 'estate-not-installed' }],
    });
  });

  it('are what agents see, too', async () => {
    const credentials = mockCredentials.user(VIC);
    const invoke = async (name: string, input: Record<string, string>) =>
      (await registry.invoke({ id: `test:${name}`, input, credentials }))
        .output;
    const listed = await invoke('list-findings', { entityRef: MEDIA });
    expect(listed).toMatchObject({
      items: [{ severity: 'high', resourceId: 'arn:aws:s3:::auterity-media' }],
      problems: [{ code: 'estate-not-installed' }],
    });
    expect(
      await invoke('get-findings-summary', { entityRef: MEDIA }),
    ).toMatchObject({ known: 'part', open: { high: 1 } });
    const { id } = parseFinding(controlFinding(), CONTEXT);
    expect(await invoke('get-finding', { id })).toMatchObject({
      id,
      description: 'This control checks the settings of the bucket.',
    });
    await expect(
      invoke('list-findings', { entityRef: 'resource:default/secret' }),
    ).rejects.toThrow(/There is no entity/);
  });
});
