// SPDX-License-Identifier: Apache-2.0
import {
  CreateFindingAggregatorCommand,
  EnableSecurityHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { type Sandbox, makeFindings, startSandbox } from '@groundwork/sandbox';
import type { Knex } from 'knex';
import { migrated } from '../__testUtils__/databases';
import { FindingsCollector } from '../collector/FindingsCollector';
import { parseFinding } from '../service/asff';
import { FindingsWriter } from '../store/FindingsWriter';
import { SecurityHubSource } from './SecurityHubSource';

const ACCOUNT = '100000000000';
const HOME = { accountId: ACCOUNT, region: 'eu-west-1' };
const OTHER = { accountId: ACCOUNT, region: 'us-east-1' };
const OFF = { accountId: ACCOUNT, region: 'eu-central-1' };

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

jest.setTimeout(120_000);

const made = (region: string, count: number, seed: number) =>
  makeFindings({
    count,
    accounts: [ACCOUNT],
    regions: [region],
    seed,
    now: new Date(Date.now() - 86_400_000),
  });

describe.each(databases.eachSupportedId())('collecting on %s', databaseId => {
  const before = { ...process.env };
  let sandbox: Sandbox;
  let db: Knex;

  beforeAll(async () => {
    sandbox = await startSandbox();
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: sandbox.endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_REGION: 'us-east-1',
      AWS_MAX_ATTEMPTS: '1',
    });
    for (const { region } of [HOME, OTHER]) {
      const client = new SecurityHubClient({ region });
      await client.send(new EnableSecurityHubCommand({}));
    }
    await sandbox.putFindings({ ...HOME, findings: made('eu-west-1', 250, 1) });
    await sandbox.putFindings({ ...OTHER, findings: made('us-east-1', 30, 2) });
  });

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
  });

  afterEach(async () => {
    await sandbox.faults.clear();
    await db.destroy();
  });

  afterAll(async () => {
    process.env = before;
    await sandbox.stop();
  });

  const makeCollector = (administrator = false) =>
    FindingsCollector.create({
      source: SecurityHubSource.create({
        clients: AwsClients.fromConfig({
          config: mockServices.rootConfig({ data: { aws: {} } }),
          logger: mockServices.logger.mock(),
        }),
      }),
      writer: FindingsWriter.create({ db }),
      administrator,
    });

  const context = (options: { cursor?: string; isFull?: boolean } = {}) => ({
    signal: new AbortController().signal,
    isFull: options.cursor === undefined,
    now: new Date(),
    ...options,
  });

  const count = async (where: Record<string, string> = {}) => {
    const row = await db('findings').where(where).count({ n: '*' }).first();
    return Number(row?.n);
  };

  const calls = async (since: number) =>
    (await sandbox.requests({ since, service: 'securityhub' })).map(
      ({ operation }) => operation,
    );

  const lastSeq = async () =>
    Math.max(0, ...(await sandbox.requests()).map(({ seq }) => seq));

  it('reads each Region by itself, page by page, and then what was updated only', async () => {
    const collector = makeCollector();
    const start = await lastSeq();
    const first = await collector.collect(HOME, context());
    expect(first.problems).toEqual([]);
    expect(await calls(start)).toEqual(Array(3).fill('GetFindings'));
    expect(await count()).toBe(250);
    await collector.collect(OTHER, context());
    expect(await count({ region: 'us-east-1' })).toBe(30);

    const [changed] = made('eu-west-1', 250, 1);
    const UpdatedAt = new Date().toISOString();
    await sandbox.putFindings({
      ...HOME,
      findings: [
        { ...changed, Severity: { Label: 'CRITICAL' }, UpdatedAt },
        { ...changed, Id: 'new', UpdatedAt },
      ],
    });
    const since = await lastSeq();
    const { cursor } = first;
    await collector.collect(HOME, context({ cursor: String(cursor) }));
    expect(await calls(since)).toEqual(['GetFindings']);
    expect(await count({ region: 'eu-west-1' })).toBe(251);
    const [{ n }] = await db('finding_history').count({ n: '*' });
    expect(Number(n)).toBeLessThanOrEqual(1);
  });

  it('keeps the pages it has when a later one is refused, and heals', async () => {
    const collector = makeCollector();
    await sandbox.faults.add({
      kind: 'deny',
      action: 'securityhub:GetFindings',
      region: HOME.region,
      after: 1,
    });
    const { cursor, problems } = await collector.collect(HOME, context());
    expect(cursor).toBeUndefined();
    expect(problems).toMatchObject([
      {
        ...HOME,
        code: 'AccessDeniedException',
        action: 'securityhub:GetFindings',
      },
    ]);
    expect(await count()).toBe(100);
    expect(await count({ record_state: 'deleted' })).toBe(0);
    await sandbox.faults.clear();
    expect((await collector.collect(HOME, context())).problems).toEqual([]);
    expect(await count()).toBeGreaterThanOrEqual(250);
  });

  it.each(['deny', 'throttle'] as const)(
    'leaves what is there when everything is met by %s',
    async kind => {
      const collector = makeCollector();
      await collector.collect(OTHER, context());
      await sandbox.faults.add({ kind, action: 'securityhub:*' });
      await expect(collector.collect(OTHER, context())).rejects.toThrow();
      expect(await count({ record_state: 'deleted' })).toBe(0);
      expect(await count()).toBe(30);
    },
  );

  it('says that a hub is not enabled, which is no empty list', async () => {
    const { problems } = await makeCollector().collect(OFF, context());
    expect(problems).toEqual([
      expect.objectContaining({ ...OFF, code: 'not-enabled' }),
    ]);
  });

  it('marks what a whole read no longer returns', async () => {
    const collector = makeCollector();
    const writer = FindingsWriter.create({ db });
    await collector.collect(OTHER, context());
    const [gone] = made('us-east-1', 1, 99);
    await writer.write(
      [
        parseFinding(
          { ...gone, Id: 'gone' },
          { ...OTHER, at: '2026-01-01T00:00:00.000Z' },
        ),
      ],
      { source: OTHER, at: '2026-01-01T00:00:00.000Z' },
    );
    const updated = context({ cursor: new Date().toISOString() });
    await collector.collect(OTHER, updated);
    expect(await count({ record_state: 'deleted' })).toBe(0);
    await collector.collect(OTHER, context());
    expect(await count({ record_state: 'deleted' })).toBe(1);
  });

  it('reads an administrator’s Region once for all Regions, when it gathers them', async () => {
    const collector = makeCollector(true);
    const alone = await collector.collect(HOME, context());
    expect(alone.problems).toMatchObject([{ code: 'not-aggregating' }]);
    await new SecurityHubClient({ region: HOME.region }).send(
      new CreateFindingAggregatorCommand({ RegionLinkingMode: 'ALL_REGIONS' }),
    );
    expect((await collector.collect(HOME, context())).problems).toEqual([]);
    expect(await count({ region: 'us-east-1' })).toBe(30);
  });
});
