// SPDX-License-Identifier: Apache-2.0
import {
  ConfigServiceClient,
  PutConfigurationAggregatorCommand,
  SelectAggregateResourceConfigCommand,
  type SelectAggregateResourceConfigCommandInput,
} from '@aws-sdk/client-config-service';
import {
  CreateIndexCommand,
  CreateViewCommand,
  ListIndexesCommand,
  ListIndexesForMembersCommand,
  ListResourcesCommand,
  type ListResourcesCommandInput,
  ResourceExplorer2Client,
} from '@aws-sdk/client-resource-explorer-2';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from './__testUtils__/clients';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '100000000000';
const QUEUES = 7;
const QUERY = `SELECT arn, tags WHERE accountId = '${ACCOUNT}' AND awsRegion IN ('us-east-1')`;

jest.setTimeout(60_000);

describe('what reads resources of several accounts', () => {
  let sandbox: Sandbox;
  let config: ConfigServiceClient;
  let explorer: ResourceExplorer2Client;

  beforeAll(async () => {
    sandbox = await startSandbox();
    const base = await clientConfig(sandbox.endpoint);
    config = new ConfigServiceClient(base);
    explorer = new ResourceExplorer2Client(base);
    const sqs = new SQSClient(base);
    for (let index = 0; index < QUEUES; index += 1) {
      const tags = { app: 'orders' };
      await sqs.send(new CreateQueueCommand({ QueueName: `q${index}`, tags }));
    }
    await config.send(
      new PutConfigurationAggregatorCommand({
        ConfigurationAggregatorName: 'one',
        AccountAggregationSources: [
          { AccountIds: [ACCOUNT], AwsRegions: ['us-east-1'] },
        ],
      }),
    );
  });

  afterAll(() => sandbox.stop());

  describe('an aggregator of AWS Config', () => {
    const select = async (
      more: Partial<SelectAggregateResourceConfigCommandInput> = {},
    ) =>
      config.send(
        new SelectAggregateResourceConfigCommand({
          ConfigurationAggregatorName: 'one',
          Expression: QUERY,
          ...more,
        }),
      );

    it('answers a query in pages, as JSON with the fields that were asked for', async () => {
      const rows: unknown[] = [];
      const sizes: number[] = [];
      let NextToken: string | undefined;
      do {
        const page = await select({ Limit: 3, NextToken });
        const results = page.Results ?? [];
        rows.push(...results.map(row => JSON.parse(row)));
        sizes.push(results.length);
        NextToken = page.NextToken;
      } while (NextToken);
      expect(sizes).toEqual([3, 3, 1]);
      expect(rows[0]).toEqual({
        arn: `arn:aws:sqs:us-east-1:${ACCOUNT}:q0`,
        tags: [{ tag: 'app=orders', key: 'app', value: 'orders' }],
      });
    });

    it.each<[Partial<SelectAggregateResourceConfigCommandInput>, string]>([
      [
        { ConfigurationAggregatorName: 'two' },
        'NoSuchConfigurationAggregatorException',
      ],
      [{ Expression: 'DROP TABLE resources' }, 'InvalidExpressionException'],
      [{ Limit: 101 }, 'InvalidLimitException'],
      [{ NextToken: 'made-up' }, 'InvalidNextTokenException'],
    ])('refuses %j with %s', async (more, name) => {
      await expect(select(more)).rejects.toMatchObject({ name });
    });
  });

  describe('Resource Explorer', () => {
    const list = async (more: ListResourcesCommandInput = {}) =>
      explorer.send(new ListResourcesCommand(more));
    const makeView = async (ViewName: string, names: string[]) => {
      const { View: view } = await explorer.send(
        new CreateViewCommand({
          ViewName,
          IncludedProperties: names.map(Name => ({ Name })),
        }),
      );
      return view?.ViewArn;
    };

    it('has no view without an index, and one index in a Region', async () => {
      await expect(makeView('early', [])).rejects.toMatchObject({
        name: 'ValidationException',
      });
      await expect(list()).rejects.toMatchObject({
        name: 'UnauthorizedException',
      });
      await explorer.send(new CreateIndexCommand({}));
      await expect(
        explorer.send(new CreateIndexCommand({})),
      ).rejects.toMatchObject({ name: 'ConflictException' });
      const own = await explorer.send(new ListIndexesCommand({}));
      expect(own.Indexes).toMatchObject([
        { Region: 'us-east-1', Type: 'LOCAL' },
      ]);
      const member = await explorer.send(
        new ListIndexesForMembersCommand({ AccountIdList: ['111111111111'] }),
      );
      expect(member.Indexes).toEqual([]);
    });

    it('lists by a view in pages, with tags where the view includes them', async () => {
      const ViewArn = await makeView('with-tags', ['tags']);
      const Filters = { FilterString: `accountid:${ACCOUNT} region:us-east-1` };
      const first = await list({ ViewArn, Filters, MaxResults: QUEUES });
      const rest = await list({
        ViewArn,
        Filters,
        MaxResults: QUEUES,
        NextToken: first.NextToken,
      });
      const all = [...(first.Resources ?? []), ...(rest.Resources ?? [])];
      const queues = all.filter(({ Service }) => Service === 'sqs');
      expect(first.Resources).toHaveLength(QUEUES);
      expect(queues).toHaveLength(QUEUES);
      expect(queues[0]).toMatchObject({
        OwningAccountId: ACCOUNT,
        Region: 'us-east-1',
        Properties: [{ Name: 'tags', Data: [{ Key: 'app', Value: 'orders' }] }],
      });
      const bare = await list({ ViewArn: await makeView('bare', []) });
      expect(
        bare.Resources?.every(({ Properties }) => Properties?.length === 0),
      ).toBe(true);
      const elsewhere = { FilterString: 'region:eu-west-1' };
      expect((await list({ ViewArn, Filters: elsewhere })).Resources).toEqual(
        [],
      );
    });

    it('forgets all of it when it is reset', async () => {
      await sandbox.reset();
      const { Indexes } = await explorer.send(new ListIndexesCommand({}));
      expect(Indexes).toEqual([]);
    });
  });
});
