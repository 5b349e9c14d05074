// SPDX-License-Identifier: Apache-2.0
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { CONTEXT } from './__testUtils__/asff';
import {
  type Bench,
  type FakeEstate,
  component,
  startBench,
} from './__testUtils__/backend';
import { migrated } from './__testUtils__/databases';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(60_000);

const HERE = { accountId: '222222222221', region: 'eu-west-1' };
const THERE = { accountId: '333333333331', region: 'eu-west-1' };
const NO_HUB = { ...THERE, code: 'not-enabled', hint: 'Enable it there' };
const accounts = [HERE, THERE].map(({ accountId, region }) => ({
  accountId,
  name: accountId,
  environment: 'production',
  regions: [region],
}));

describe.each(databases.eachSupportedId())('places on %s', databaseId => {
  const scheduler = mockServices.scheduler.mock();
  const estate: FakeEstate = { owners: {}, mapVersion: 1 };
  let bench: Bench;

  const owning = (entityRef: string, places: (typeof HERE)[]) => ({
    entityRef,
    places,
    isAnywhere: false,
  });

  /** Runs the scheduler's task, as it would within a minute. */
  const assign = async (given: FakeEstate['owning']) => {
    estate.owning = given;
    const task = scheduler.scheduleTask.mock.calls
      .map(([each]) => each)
      .find(({ id }) => id === 'owners');
    await task?.fn(new AbortController().signal);
  };

  const stateOf = async (name: string) => {
    const path = `/v1/entity/default/resource/${name}/findings/summary`;
    const { body } = await bench.get(path).expect(200);
    const codes = body.problems.map(({ code }: { code: string }) => code);
    return [body.known, codes, body.freshness.targets];
  };

  beforeAll(async () => {
    const db: Knex = await migrated(await databases.init(databaseId));
    bench = await startBench({
      db,
      entities: [component('here'), component('there'), component('nowhere')],
      estate,
      config: { groundwork: { accounts } },
      features: [scheduler.factory],
    });
    const row = { collector_id: 'findings', throttled: 0 };
    await db('collector_targets').insert([
      {
        ...row,
        ...{ account_id: HERE.accountId, region: HERE.region },
        ...{ outcome: 'ok', succeeded_at: CONTEXT.at, problems: '[]' },
      },
      {
        ...row,
        ...{ account_id: THERE.accountId, region: THERE.region },
        ...{ outcome: 'partial', problems: JSON.stringify([NO_HUB]) },
      },
    ]);
  });

  afterAll(() => bench.backend.stop());

  it('concern everybody before the estate has said anything', async () => {
    expect(await stateOf('here')).toEqual([
      'none',
      ['not-enabled', 'owners-pending'],
      2,
    ]);
  });

  it('leave a page in peace of accounts in which its entity has nothing', async () => {
    await assign({
      items: [
        owning('resource:default/here', [HERE]),
        owning('resource:default/there', [{ ...THERE, region: 'global' }]),
      ],
    });
    expect(await stateOf('here')).toEqual(['all', [], 1]);
    expect(await stateOf('there')).toEqual(['none', ['not-enabled'], 1]);
    expect(await stateOf('nowhere')).toEqual(['all', [], 1]);
  });

  it('that no sweep has read may be of anybody, and so may an ARN without an account', async () => {
    const denied = { ...THERE, code: 'AccessDenied', hint: 'tag:GetResources' };
    await assign({
      items: [owning('resource:default/here', [HERE])],
      unswept: [THERE],
      problems: [denied],
    });
    expect(await stateOf('here')).toEqual([
      'part',
      ['not-enabled', 'owners-unknown'],
      2,
    ]);
    await assign({
      items: [{ ...owning('resource:default/here', []), isAnywhere: true }],
    });
    expect(await stateOf('here')).toEqual(['part', ['not-enabled'], 2]);
    expect(await stateOf('there')).toEqual(['all', [], 1]);
  });

  it('are not known of an entity that the estate has not read from the catalog', async () => {
    await assign({ entities: [{ entityRef: 'resource:default/here' }] });
    expect(await stateOf('here')).toEqual(['all', [], 1]);
    expect(await stateOf('there')).toEqual(['part', ['entity-pending'], 1]);
    // The key of the answer before still stands: the entities stay.
    await assign({ entities: undefined });
    expect(await stateOf('here')).toEqual(['all', [], 1]);
    expect(await stateOf('there')).toEqual(['part', ['entity-pending'], 1]);
  });

  it('in accounts whose findings are not read are a problem, and nothing is taken for good', async () => {
    const elsewhere = { accountId: '444444444441', region: 'eu-west-1' };
    await assign({
      items: [owning('resource:default/here', [HERE, elsewhere])],
    });
    expect(await stateOf('here')).toEqual(['part', ['not-read'], 1]);
    await assign({ items: [owning('resource:default/here', [elsewhere])] });
    expect(await stateOf('here')).toEqual(['none', ['not-read'], 1]);
  });

  it('stay as they were while the estate does not answer', async () => {
    await assign({ items: [owning('resource:default/here', [HERE])] });
    estate.owners = undefined;
    await assign({});
    expect(await stateOf('here')).toEqual([
      'part',
      ['estate-not-installed'],
      1,
    ]);
  });
});
