// SPDX-License-Identifier: Apache-2.0
import {
  ConfigServiceClient,
  PutAggregationAuthorizationCommand,
  PutConfigurationAggregatorCommand,
} from '@aws-sdk/client-config-service';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Sandbox } from '@groundwork/sandbox';
import { actionsOf, readCalls, readmeActions } from '../__testUtils__/readme';
import {
  FAULTY,
  HEALTHY,
  MANAGEMENT,
  OTHER,
  problemOf,
  readAll,
  sandboxClients,
  startSeeded,
} from '../__testUtils__/sources';
import { ConfigSource } from './ConfigSource';
import { TaggingSource } from './TaggingSource';

jest.setTimeout(180_000);

const REGIONS = ['us-east-1', 'eu-west-1'];
const PLACE = { accountId: MANAGEMENT, region: 'us-east-1' };
const QUEUES = 130;

describe('AWS Config as the source', () => {
  let sandbox: Sandbox;
  const clients = sandboxClients();
  const source = (aggregator = 'estate') =>
    ConfigSource.create({ clients, settings: { ...PLACE, aggregator } });

  beforeAll(async () => {
    sandbox = await startSeeded();
    const config = await clients.client(ConfigServiceClient, PLACE);
    await config.send(
      new PutConfigurationAggregatorCommand({
        ConfigurationAggregatorName: 'estate',
        AccountAggregationSources: [
          { AccountIds: [HEALTHY, FAULTY], AwsRegions: REGIONS },
        ],
      }),
    );
    for (const region of REGIONS) {
      const target = { accountId: HEALTHY, region };
      const member = await clients.client(ConfigServiceClient, target);
      await member.send(
        new PutAggregationAuthorizationCommand({
          AuthorizedAccountId: PLACE.accountId,
          AuthorizedAwsRegion: PLACE.region,
        }),
      );
    }
    const sqs = await clients.client(SQSClient, {
      accountId: HEALTHY,
      region: 'eu-west-1',
    });
    for (let index = 0; index < QUEUES; index += 1) {
      const tags = { app: 'paged', index: `${index}` };
      await sqs.send(
        new CreateQueueCommand({ QueueName: `paged-${index}`, tags }),
      );
    }
  });

  afterAll(() => sandbox.stop());
  afterEach(() => sandbox.faults.clear());

  it('tells of an account and Region what the Tagging API tells, over several pages', async () => {
    const target = { accountId: HEALTHY, region: 'eu-west-1' };
    const tagged = await readAll(TaggingSource.create({ clients }), target);
    expect(tagged.length).toBeGreaterThan(QUEUES);
    expect(await readAll(source(), target)).toEqual(tagged);
  });

  it('lists what is global with us-east-1', async () => {
    const target = { accountId: HEALTHY, region: 'us-east-1' };
    const read = await readAll(source(), target);
    const role = read.find(({ name }) => name === 'groundwork-sweep');
    expect(role).toMatchObject({
      arn: `arn:aws:iam::${HEALTHY}:role/groundwork-sweep`,
      accountId: HEALTHY,
      region: 'global',
      resourceType: 'iam:role',
    });
  });

  it('does not take for empty what the aggregator may not or does not read', async () => {
    const [region] = REGIONS;
    expect(await problemOf(source(), { accountId: FAULTY, region })).toEqual({
      code: 'aggregator-source-failed',
      hint: expect.stringContaining('has not authorized'),
    });
    expect(await problemOf(source(), { accountId: OTHER, region })).toEqual({
      code: 'not-in-aggregator',
      hint: expect.stringContaining('The aggregator estate has nothing'),
    });
  });

  it('says where it asked, and for which action, when it is refused', async () => {
    const target = { accountId: HEALTHY, region: 'eu-west-1' };
    expect(await problemOf(source('typo'), target)).toMatchObject({
      code: 'NoSuchConfigurationAggregatorException',
      hint: expect.stringContaining('groundwork.estate.config'),
    });
    await sandbox.faults.add({
      kind: 'deny',
      action: 'config:SelectAggregateResourceConfig',
      accountId: MANAGEMENT,
    });
    expect(await problemOf(source(), target)).toMatchObject({
      code: 'AccessDeniedException',
      action: 'config:SelectAggregateResourceConfig',
      hint: expect.stringContaining('groundwork.estate.config'),
    });
  });

  it('makes the calls of the readme, and asks once what the aggregator sees', async () => {
    const before = (await readCalls(sandbox)).at(-1)?.seq;
    const read = source();
    for (const region of REGIONS) {
      await readAll(read, { accountId: HEALTHY, region });
    }
    const made = await readCalls(sandbox, before);
    const swept = made.filter(({ sessionName }) => sessionName);
    expect(actionsOf(swept)).toEqual(
      readmeActions('Of the role in the account of the aggregator'),
    );
    const operations = made.map(({ operation }) => operation);
    expect(operations.filter(each => each.startsWith('Describe'))).toHaveLength(
      1,
    );
    expect(new Set(made.map(({ accountId }) => accountId))).toEqual(
      new Set([MANAGEMENT]),
    );
  });
});
