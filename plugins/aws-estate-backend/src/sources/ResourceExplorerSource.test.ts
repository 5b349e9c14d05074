// SPDX-License-Identifier: Apache-2.0
import {
  AssociateDefaultViewCommand,
  CreateIndexCommand,
  CreateViewCommand,
  ResourceExplorer2Client,
  UpdateIndexTypeCommand,
} from '@aws-sdk/client-resource-explorer-2';
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
import type { ResourceExplorerSettings } from '../config/EstateConfig';
import type { SweptTarget } from '../store/SweptStore';
import { ResourceExplorerSource } from './ResourceExplorerSource';
import { TaggingSource } from './TaggingSource';

jest.setTimeout(240_000);

const US = 'us-east-1';
const EU = 'eu-west-1';
const ORGANIZATION =
  'arn:aws:organizations::100000000000:organization/o-sandbox';
const TAGS = [{ Name: 'tags' }];
const QUEUES = 1_010;

describe('Resource Explorer as the source', () => {
  let sandbox: Sandbox;
  const clients = sandboxClients();
  const explorer = (target: SweptTarget) =>
    clients.client(ResourceExplorer2Client, target);
  const source = (settings: ResourceExplorerSettings = {}) =>
    ResourceExplorerSource.create({ clients, settings });

  const makeIndex = async (
    accountId: string,
    region: string,
    isAggregator = false,
  ) => {
    const client = await explorer({ accountId, region });
    const { Arn } = await client.send(new CreateIndexCommand({}));
    if (!isAggregator) return;
    await client.send(new UpdateIndexTypeCommand({ Arn, Type: 'AGGREGATOR' }));
  };
  const makeDefaultView = async (
    target: SweptTarget,
    more: { Scope?: string; IncludedProperties?: { Name: string }[] } = {},
  ) => {
    const client = await explorer(target);
    const { View: view } = await client.send(
      new CreateViewCommand({
        ViewName: 'all',
        IncludedProperties: TAGS,
        ...more,
      }),
    );
    await client.send(
      new AssociateDefaultViewCommand({ ViewArn: view?.ViewArn }),
    );
  };

  beforeAll(async () => {
    sandbox = await startSeeded();
    await makeIndex(MANAGEMENT, US, true);
    await makeDefaultView(
      { accountId: MANAGEMENT, region: US },
      { Scope: ORGANIZATION },
    );
    await makeIndex(HEALTHY, US, true);
    await makeIndex(HEALTHY, EU);
    await makeDefaultView({ accountId: HEALTHY, region: US });
    await makeDefaultView({ accountId: HEALTHY, region: EU });
    await makeIndex(FAULTY, US);
    await makeIndex(FAULTY, EU);
    await makeDefaultView(
      { accountId: FAULTY, region: US },
      { IncludedProperties: [] },
    );
    const sqs = await clients.client(SQSClient, {
      accountId: HEALTHY,
      region: EU,
    });
    for (let index = 0; index < QUEUES; index += 1) {
      const tags = { app: 'paged' };
      await sqs.send(new CreateQueueCommand({ QueueName: `q-${index}`, tags }));
    }
  });

  afterAll(() => sandbox.stop());
  afterEach(() => sandbox.faults.clear());

  it.each<[string, ResourceExplorerSettings]>([
    ['one view of the organization', { accountId: MANAGEMENT, region: US }],
    ['the index Region of each account', { region: US }],
    ['each account and Region itself', {}],
  ])(
    'tells what the Tagging API tells, and more than 1,000, by %s',
    async (_, settings) => {
      const target = { accountId: HEALTHY, region: EU };
      const tagged = await readAll(TaggingSource.create({ clients }), target);
      expect(tagged.length).toBeGreaterThan(QUEUES);
      const read = await readAll(source(settings), target);
      const index = read.filter(
        ({ resourceType }) => resourceType === 'resource-explorer-2:index',
      );
      expect(index).toHaveLength(1);
      expect(read.filter(each => !index.includes(each))).toEqual(tagged);
    },
  );

  it('lists what is global with us-east-1, without tags', async () => {
    const read = await readAll(source(), { accountId: HEALTHY, region: US });
    expect(read.find(({ name }) => name === 'groundwork-sweep')).toMatchObject({
      region: 'global',
      resourceType: 'iam:role',
      tags: {},
    });
  });

  it.each<[string, ResourceExplorerSettings, SweptTarget]>([
    ['no-index', {}, { accountId: OTHER, region: EU }],
    [
      'no-index',
      { accountId: MANAGEMENT, region: US },
      { accountId: OTHER, region: EU },
    ],
    [
      'no-aggregator-index',
      { accountId: MANAGEMENT, region: US },
      { accountId: FAULTY, region: EU },
    ],
    ['no-default-view', {}, { accountId: FAULTY, region: EU }],
    ['view-without-tags', {}, { accountId: FAULTY, region: US }],
  ])(
    'does not take for empty what it does not see: %s',
    async (code, settings, target) => {
      expect(await problemOf(source(settings), target)).toMatchObject({ code });
    },
  );

  it('does not take for empty what a view filters out', async () => {
    const client = await explorer({ accountId: HEALTHY, region: US });
    const { View: narrow } = await client.send(
      new CreateViewCommand({
        ViewName: 'narrow',
        IncludedProperties: TAGS,
        Filters: { FilterString: `region:${US}` },
      }),
    );
    const read = source({
      accountId: HEALTHY,
      region: US,
      viewArn: narrow?.ViewArn,
    });
    const inView = await readAll(read, { accountId: HEALTHY, region: US });
    expect(inView.length).toBeGreaterThan(5);
    expect(
      await problemOf(read, { accountId: HEALTHY, region: EU }),
    ).toMatchObject({ code: 'not-in-view' });
  });

  it('says where it asked when it is refused', async () => {
    await sandbox.faults.add({
      kind: 'deny',
      action: 'resource-explorer-2:ListResources',
      accountId: HEALTHY,
    });
    expect(
      await problemOf(source(), { accountId: HEALTHY, region: EU }),
    ).toMatchObject({
      code: 'AccessDeniedException',
      action: 'resource-explorer-2:ListResources',
      hint: expect.stringContaining('groundwork.estate.resourceExplorer'),
    });
  });

  it('makes the calls of the readme, and no others', async () => {
    const before = (await readCalls(sandbox)).at(-1)?.seq;
    const target = { accountId: HEALTHY, region: EU };
    await readAll(source({ accountId: MANAGEMENT, region: US }), target);
    await readAll(source({ region: US }), target);
    const made = (await readCalls(sandbox, before)).filter(
      ({ sessionName }) => sessionName,
    );
    const allowed = readmeActions('Of the role that asks Resource Explorer');
    // The permission of ListResources: no call has this name.
    expect(actionsOf(made)).toEqual(
      allowed.filter(action => action !== 'resource-explorer-2:Search'),
    );
  });
});
