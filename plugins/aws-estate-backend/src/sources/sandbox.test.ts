// SPDX-License-Identifier: Apache-2.0
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { Connection } from '@groundwork/backstage-plugin-groundwork-common';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import { type Bench, entity, startBench } from '../__testUtils__/backend';
import { migrated } from '../__testUtils__/databases';
import { actionsOf, readCalls, readmeActions } from '../__testUtils__/readme';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const FAULTY = '111111111111';
const HEALTHY = '222222222221';
const ACCOUNTS = [FAULTY, HEALTHY].map(accountId => ({
  accountId,
  name: accountId,
  environment: 'production',
  regions: ['us-east-1', 'eu-west-1'],
}));
const SWEEP_EVERY_MS = 15 * 60_000;

const CONFIG = {
  aws: {
    mainAccount: {
      accessKeyId: 'test',
      secretAccessKey: 'test',
      region: 'us-east-1',
    },
    accountDefaults: { roleName: 'groundwork-sweep' },
  },
  groundwork: {
    accounts: ACCOUNTS,
    organization: {
      discover: true,
      accountId: '100000000000',
      regions: ['us-east-1'],
    },
  },
};

jest.setTimeout(180_000);
describe('a sweep of the sandbox', () => {
  const before = process.env.AWS_ENDPOINT_URL;
  let sandbox: Sandbox;
  let bench: Bench;
  let seeded = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'full' });
    process.env.AWS_ENDPOINT_URL = sandbox.endpoint;
    seeded = (await readCalls(sandbox)).length;
    bench = await startBench({
      db: await migrated(await databases.init('SQLITE_3')),
      entities: [entity('Component', 'orders')],
      config: CONFIG,
    });
    await bench.run('estate-catalog');
  });

  afterAll(async () => {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
    else process.env.AWS_ENDPOINT_URL = before;
    await bench.backend.stop();
    await sandbox.stop();
  });

  interface Region {
    region: string;
    resources?: number;
    state: string;
    succeededAt?: string;
  }
  const regions = async (accountId: string): Promise<Region[]> => {
    const { body } = await bench.get('/v1/accounts').expect(200);
    return body.items.find(
      (each: { accountId: string }) => each.accountId === accountId,
    ).regions;
  };
  const problemsOf = async (accountId: string) => {
    const { body } = await bench.get('/v1/accounts').expect(200);
    return body.problems.filter(
      (each: { accountId: string; code: string }) =>
        each.accountId === accountId && each.code !== 'entity-not-found',
    );
  };
  /** What AWS itself says, asked apart from the code under test. */
  const arnsOf = async (accountId: string, region: string) => {
    const clients = AwsClients.fromConfig({
      config: new ConfigReader(CONFIG),
      logger: mockServices.logger.mock(),
    });
    const client = await clients.client(ResourceGroupsTaggingAPIClient, {
      accountId,
      region,
    });
    const arns: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new GetResourcesCommand({ PaginationToken: token }),
      );
      page.ResourceTagMappingList?.forEach(each =>
        arns.push(each.ResourceARN ?? ''),
      );
      token = page.PaginationToken || undefined;
    } while (token);
    return arns.sort();
  };
  const calls = () => readCalls(sandbox);
  const stored = async (accountId: string) => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await bench
        .get(`/v1/resources?accountId=${accountId}&limit=200${cursor}`)
        .expect(200);
      body.items.forEach(({ arn }: { arn: string }) => seen.push(arn));
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : '';
    } while (cursor);
    return seen.sort();
  };

  it('names the action that is denied in one account, and reads the others', async () => {
    await sandbox.faults.add({
      kind: 'deny',
      action: 'tag:GetResources',
      accountId: FAULTY,
    });
    await bench.run('collector:estate');
    expect(await regions(FAULTY)).toEqual([
      { region: 'us-east-1', state: 'failed' },
      { region: 'eu-west-1', state: 'failed' },
    ]);
    expect(await problemsOf(FAULTY)).toEqual(
      ['us-east-1', 'eu-west-1'].map(region => ({
        accountId: FAULTY,
        region,
        code: expect.stringContaining('AccessDenied'),
        action: 'tag:GetResources',
        hint: expect.stringContaining('may not call tag:GetResources'),
      })),
    );
    expect(await problemsOf(HEALTHY)).toEqual([]);
    const expected = new Set([
      ...(await arnsOf(HEALTHY, 'us-east-1')),
      ...(await arnsOf(HEALTHY, 'eu-west-1')),
    ]);
    expect(expected.size).toBeGreaterThan(5);
    expect(await stored(HEALTHY)).toEqual([...expected].sort());
  });

  it('heals by itself with the next run after the fault', async () => {
    await sandbox.faults.clear();
    const { body } = await bench.get('/v1/freshness').expect(200);
    const waiting = body.items.filter(
      ({ state }: { state: string }) => state === 'failed',
    );
    for (const { nextRunAt } of waiting) {
      expect(Date.parse(nextRunAt) - Date.now()).toBeLessThanOrEqual(
        SWEEP_EVERY_MS,
      );
      await bench
        .db('collector_targets')
        .where({ next_run_at: nextRunAt })
        .update({ next_run_at: null });
    }
    await bench.run('collector:estate');
    expect(await problemsOf(FAULTY)).toEqual([]);
    expect(await stored(FAULTY)).toEqual(
      [
        ...new Set([
          ...(await arnsOf(FAULTY, 'us-east-1')),
          ...(await arnsOf(FAULTY, 'eu-west-1')),
        ]),
      ].sort(),
    );
  });

  it('keeps what was there, with its age, when a later sweep fails', async () => {
    const known = await stored(HEALTHY);
    const [{ succeededAt }] = await regions(HEALTHY);
    await sandbox.faults.add({ kind: 'error', action: 'tag:*', status: 500 });
    const targets = [{ accountId: HEALTHY, region: 'us-east-1' }];
    await bench.post('/v1/sweep', { targets }).expect(200, { targets: 1 });
    await bench.run('collector:estate');
    expect(await stored(HEALTHY)).toEqual(known);
    expect(await regions(HEALTHY)).toMatchObject([
      { state: 'failed', succeededAt },
      { state: 'ok' },
    ]);
    expect(await problemsOf(HEALTHY)).toHaveLength(1);
    await sandbox.faults.clear();
  });

  it('sweeps the accounts of the organization besides those of the configuration', async () => {
    const problems = () => problemsOf('100000000000');
    expect(await problems()).toMatchObject([
      { region: 'global', code: 'organization-not-listed' },
    ]);
    await sandbox.faults.add({
      kind: 'deny',
      action: 'organizations:ListAccounts',
    });
    await bench.run('estate-organization');
    expect(await problems()).toMatchObject([
      {
        code: 'organization-not-listed',
        action: 'organizations:ListAccounts',
      },
    ]);
    await sandbox.faults.clear();
    await bench.run('estate-organization');
    const { body } = await bench.get('/v1/accounts').expect(200);
    const ids = body.items.map(
      ({ accountId }: { accountId: string }) => accountId,
    );
    expect(ids.slice(0, 2)).toEqual([FAULTY, HEALTHY]);
    expect(ids).toEqual(
      expect.arrayContaining(['100000000000', '333333333331', '444444444441']),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of each connection whether it can be read', async () => {
    await sandbox.faults.add({
      kind: 'deny',
      action: 'cloudwatch:DescribeAlarms',
      accountId: HEALTHY,
    });
    const targets = [FAULTY, HEALTHY].map(accountId => ({
      accountId,
      region: 'us-east-1',
    }));
    const { body } = await bench
      .post('/v1/connections/test', { targets })
      .expect(200);
    await sandbox.faults.clear();
    const state = (accountId: string) =>
      Object.fromEntries(
        body.items
          .filter((each: Connection) => each.accountId === accountId)
          .map((each: Connection) => [each.service, each.state]),
      );
    expect(state(FAULTY)).toEqual({
      tag: 'readable',
      securityhub: 'not-enabled',
      guardduty: 'not-enabled',
      cloudwatch: 'readable',
      ce: 'readable',
    });
    expect(state(HEALTHY)).toEqual({
      tag: 'readable',
      securityhub: 'readable',
      guardduty: 'readable',
      cloudwatch: 'denied',
      ce: 'readable',
    });
    const [denied] = body.items.filter(
      (each: Connection) => each.state === 'denied',
    );
    expect(denied.action).toBe('cloudwatch:DescribeAlarms');
  });

  it('answers every read without a call to AWS', async () => {
    const last = (await calls()).length;
    for (const path of [
      '/v1/accounts',
      '/v1/freshness',
      '/v1/resources',
      '/v1/resources?owned=false',
      '/v1/connections',
      '/v1/entity/default/component/orders/resources',
    ]) {
      await bench.get(path).expect(200);
    }
    await bench.asService('/v1/resolve', { arns: [] }).expect(200);
    expect((await calls()).slice(last)).toEqual([]);
  });

  it('makes the calls of the policies in the readme, and no others', async () => {
    const all = await calls();
    const swept = all.filter(each => each.sessionName?.startsWith('backstage'));
    expect(actionsOf(swept)).toEqual(
      [
        ...readmeActions('Of the role that sweeps each account'),
        ...readmeActions('Of the role in the account of the organization'),
      ].sort(),
    );
    const own = all.slice(seeded).filter(each => !each.sessionName);
    expect(actionsOf(own)).toEqual(readmeActions('Of the backend itself'));
  });
});
