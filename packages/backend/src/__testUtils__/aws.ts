// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  type AwsSecurityFinding,
  CreateFindingAggregatorCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { SANDBOX_REGIONS } from '@groundwork/sandbox';
import type { PlannedResource } from './nearEqual';

export type { AwsSecurityFinding };

const KEYS = { accessKeyId: 'test', secretAccessKey: 'test' };

/** A resource as the Tagging API shows it in an account and Region. */
export interface TaggedResource {
  arn: string;
  accountId: string;
  region: string;
  tags: Record<string, string>;
}

/** What an SDK client of an account is made with: the SDK alone, and nothing of the plugins. */
export async function clientConfig(options: {
  endpoint: string;
  accountId: string;
  region: string;
  roleName?: string;
}) {
  const { endpoint, accountId, region } = options;
  const { roleName = 'OrganizationAccountAccessRole' } = options;
  const sts = new STSClient({ endpoint, region, credentials: KEYS });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
      RoleSessionName: 'oracle',
    }),
  );
  const credentials = {
    accessKeyId: Credentials?.AccessKeyId ?? '',
    secretAccessKey: Credentials?.SecretAccessKey ?? '',
    sessionToken: Credentials?.SessionToken,
  };
  return { endpoint, region, credentials };
}

/** Calls in every account and Region, one account after another. */
export async function everywhere<T>(
  endpoint: string,
  accountIds: readonly string[],
  ask: (
    config: Awaited<ReturnType<typeof clientConfig>>,
    place: { accountId: string; region: string },
  ) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (const accountId of accountIds) {
    for (const region of SANDBOX_REGIONS) {
      const config = await clientConfig({ endpoint, accountId, region });
      all.push(...(await ask(config, { accountId, region })));
    }
  }
  return all;
}

/** What the Tagging API lists. */
export function listResources(
  endpoint: string,
  accountIds: readonly string[],
): Promise<TaggedResource[]> {
  return everywhere(endpoint, accountIds, async (config, place) => {
    const client = new ResourceGroupsTaggingAPIClient(config);
    const found: TaggedResource[] = [];
    let PaginationToken: string | undefined;
    do {
      const page = await client.send(
        new GetResourcesCommand({ PaginationToken }),
      );
      for (const {
        ResourceARN = '',
        Tags = [],
      } of page.ResourceTagMappingList ?? []) {
        const tags = Tags.map(({ Key, Value }) => [Key, Value]);
        const [, , service, where] = ResourceARN.split(':');
        const region = where || (service === 's3' ? place.region : 'global');
        found.push({
          ...place,
          arn: ResourceARN,
          region,
          tags: Object.fromEntries(tags),
        });
      }
      PaginationToken = page.PaginationToken || undefined;
    } while (PaginationToken);
    return found;
  });
}

/** Every finding of the hubs, without a filter. */
export function listFindings(
  endpoint: string,
  accountIds: readonly string[],
): Promise<AwsSecurityFinding[]> {
  return everywhere(endpoint, accountIds, async config => {
    const client = new SecurityHubClient(config);
    const found: AwsSecurityFinding[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new GetFindingsCommand({ NextToken }));
      found.push(...(page.Findings ?? []));
      NextToken = page.NextToken || undefined;
    } while (NextToken);
    return found;
  });
}

/** The id that the wire gives a finding: SHA-256 of `ProductArn|Id`, 32 hexadecimal characters of it. */
export function findingId(finding: {
  ProductArn?: string;
  Id?: string;
}): string {
  return createHash('sha256')
    .update(`${finding.ProductArn}|${finding.Id}`)
    .digest('hex')
    .slice(0, 32);
}

/** Makes queues and topics with their tags. */
export async function makeResources(
  endpoint: string,
  resources: readonly PlannedResource[],
): Promise<void> {
  await everywhere(
    endpoint,
    [...new Set(resources.map(({ accountId }) => accountId))],
    async (config, { accountId, region }) => {
      const sqs = new SQSClient(config);
      const sns = new SNSClient(config);
      const here = resources.filter(
        each => each.accountId === accountId && each.region === region,
      );
      for (const { service, name, tags } of here) {
        const Tags = Object.entries(tags).map(([Key, Value]) => ({
          Key,
          Value,
        }));
        await (service === 'sqs'
          ? sqs.send(new CreateQueueCommand({ QueueName: name, tags }))
          : sns.send(new CreateTopicCommand({ Name: name, Tags })));
      }
      return here;
    },
  );
}

/** Switches Security Hub on. */
export async function enableHubs(
  endpoint: string,
  accountIds: readonly string[],
): Promise<void> {
  await everywhere(endpoint, accountIds, async config => [
    await new SecurityHubClient(config).send(
      new EnableSecurityHubCommand({ EnableDefaultStandards: false }),
    ),
  ]);
}

/** Makes this the aggregation Region of its account's hubs. */
export async function aggregate(hub: {
  endpoint: string;
  accountId: string;
  region: string;
}): Promise<void> {
  const client = new SecurityHubClient(await clientConfig(hub));
  await client.send(
    new CreateFindingAggregatorCommand({ RegionLinkingMode: 'ALL_REGIONS' }),
  );
}
