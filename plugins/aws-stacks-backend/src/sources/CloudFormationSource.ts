// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  type Stack,
  paginateDescribeStacks,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import {
  Redactor,
  toOutputName,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  StackOutput,
  StackResource,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { FoundStack } from './FoundStack';

/** Stacks that stand; one that was rolled back on creation has nothing. */
const STANDING =
  /^(CREATE|UPDATE|IMPORT|UPDATE_ROLLBACK|IMPORT_ROLLBACK)_COMPLETE$/;

/** Reads CloudFormation stacks of one account and Region. */
export class CloudFormationSource {
  readonly #client: CloudFormationClient;
  readonly #region: string;

  static async create(
    clients: AwsClients,
    target: { accountId: string; region: string },
  ): Promise<CloudFormationSource> {
    const client = await clients.client(CloudFormationClient, target);
    return new CloudFormationSource(client, target.region);
  }

  private constructor(client: CloudFormationClient, region: string) {
    this.#client = client;
    this.#region = region;
  }

  async *read(wants: (title: string) => boolean): AsyncGenerator<FoundStack> {
    const pages = paginateDescribeStacks({ client: this.#client }, {});
    for await (const { Stacks: stacks = [] } of pages) {
      for (const stack of stacks) {
        const { StackName: title, StackStatus: status = '' } = stack;
        if (title && STANDING.test(status) && wants(title)) {
          yield await this.#found(stack, title);
        }
      }
    }
  }

  async #found(stack: Stack, title: string): Promise<FoundStack> {
    return {
      engine: 'cdk',
      origin: stack.StackId ?? title,
      title,
      region: this.#region,
      tags: Object.fromEntries(
        (stack.Tags ?? []).map(({ Key: key, Value: value }) => [
          key ?? '',
          value ?? '',
        ]),
      ),
      outputs: outputsOf(stack),
      resources: await this.#resources(title),
      changedAt: stack.LastUpdatedTime ?? stack.CreationTime,
    };
  }

  async #resources(title: string): Promise<StackResource[]> {
    const found: StackResource[] = [];
    const pages = paginateListStackResources(
      { client: this.#client },
      { StackName: title },
    );
    for await (const { StackResourceSummaries: items = [] } of pages) {
      for (const item of items) {
        const { LogicalResourceId: address, ResourceType: type } = item;
        const isThere = item.ResourceStatus !== 'DELETE_COMPLETE';
        if (address && type && isThere) {
          found.push({ address, type, physicalId: item.PhysicalResourceId });
        }
      }
    }
    return found;
  }
}

function outputsOf({ Outputs: outputs = [] }: Stack): StackOutput[] {
  const redactor = Redactor.create();
  return outputs.flatMap((output): StackOutput[] => {
    const { OutputKey: key, OutputValue: value } = output;
    if (!key) return [];
    const name = toOutputName(key);
    return value === undefined || redactor.touches(value)
      ? [{ name, sensitive: true }]
      : [{ name, value, sensitive: false }];
  });
}
