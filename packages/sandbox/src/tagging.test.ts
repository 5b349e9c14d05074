// SPDX-License-Identifier: Apache-2.0
import { EKSClient, CreateClusterCommand } from '@aws-sdk/client-eks';
import {
  GetResourcesCommand,
  GetResourcesCommandInput,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientConfig } from './__testUtils__/clients';
import { makeBucket } from './seed/buckets';
import { Sandbox, startSandbox } from './startSandbox';

const QUEUES = 120;
const arnOf = (index: number) =>
  `arn:aws:sqs:us-east-1:100000000000:queue-${`${index}`.padStart(3, '0')}`;
const ALL_QUEUES = Array.from({ length: QUEUES }, (_, index) => arnOf(index));

describe('the Resource Groups Tagging API', () => {
  let sandbox: Sandbox;
  const tagging = async (region: string) =>
    new ResourceGroupsTaggingAPIClient(
      await clientConfig(sandbox.endpoint, { region }),
    );
  async function read(input: GetResourcesCommandInput, region = 'us-east-1') {
    const pages = [];
    const pager = paginateGetResources(
      { client: await tagging(region) },
      input,
    );
    for await (const { ResourceTagMappingList = [] } of pager) {
      pages.push(ResourceTagMappingList.map(each => each.ResourceARN ?? ''));
    }
    return pages;
  }

  beforeAll(async () => {
    sandbox = await startSandbox();
    const config = await clientConfig(sandbox.endpoint);
    const sqs = new SQSClient(config);
    await Promise.all(
      ALL_QUEUES.map((arn, index) =>
        sqs.send(
          new CreateQueueCommand({
            QueueName: arn.split(':').at(-1),
            tags: { app: `app-${index % 3}`, tier: index % 2 ? 'a' : 'b' },
          }),
        ),
      ),
    );
    await sqs.send(new CreateQueueCommand({ QueueName: 'untagged' }));
    await new EKSClient(config).send(
      new CreateClusterCommand({
        name: 'one',
        roleArn: 'arn:aws:iam::100000000000:role/eks',
        resourcesVpcConfig: {},
        tags: { app: 'app-0' },
      }),
    );
    for (const region of ['us-east-1', 'eu-west-1']) {
      const s3 = new S3Client({
        ...(await clientConfig(sandbox.endpoint, { region })),
        forcePathStyle: true,
      });
      await makeBucket(s3, { name: `in-${region}`, region, tags: { a: 'b' } });
    }
  }, 60_000);
  afterAll(() => sandbox.stop());

  it('pages without loss or repetition', async () => {
    const pages = await read({
      ResourcesPerPage: 50,
      ResourceTypeFilters: ['sqs'],
    });
    expect(pages.map(page => page.length)).toEqual([50, 50, 20]);
    expect(pages.flat().sort()).toEqual(ALL_QUEUES);
  });

  it('wants every tag filter, and one of the values of each', async () => {
    const pages = await read({
      TagFilters: [
        { Key: 'app', Values: ['app-0', 'app-1'] },
        { Key: 'tier', Values: ['a'] },
      ],
    });
    expect(pages.flat().sort()).toEqual(
      ALL_QUEUES.filter((_, index) => index % 3 < 2 && index % 2 === 1),
    );
  });

  it('finds clusters of EKS, by type and by the key of a tag', async () => {
    const wanted = ['arn:aws:eks:us-east-1:100000000000:cluster/one'];
    expect(
      (await read({ ResourceTypeFilters: ['eks:cluster'] })).flat(),
    ).toEqual(wanted);
    expect(
      (
        await read({
          ResourceTypeFilters: ['eks'],
          TagFilters: [{ Key: 'app' }],
        })
      ).flat(),
    ).toEqual(wanted);
    expect(
      (await read({ ResourceTypeFilters: ['eks:nodegroup'] })).flat(),
    ).toEqual([]);
  });

  it('shows buckets in their own Region alone', async () => {
    const input = { ResourceTypeFilters: ['s3'] };
    expect((await read(input)).flat()).toEqual(['arn:aws:s3:::in-us-east-1']);
    expect((await read(input, 'eu-west-1')).flat()).toEqual([
      'arn:aws:s3:::in-eu-west-1',
    ]);
  });

  it('finds resources by ARN', async () => {
    const pages = await read({ ResourceARNList: [arnOf(4), arnOf(7)] });
    expect(pages.flat()).toEqual([arnOf(4), arnOf(7)]);
  });

  it.each([
    ['a page of 101', { ResourcesPerPage: 101 }],
    ['a token of nobody', { PaginationToken: 'nonsense' }],
    [
      'ARNs with other filters',
      { ResourceARNList: [arnOf(1)], TagFilters: [{ Key: 'app' }] },
    ],
  ])('refuses %s', async (_, input) => {
    const client = await tagging('us-east-1');
    await expect(
      client.send(new GetResourcesCommand(input)),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
