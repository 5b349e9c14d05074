// SPDX-License-Identifier: Apache-2.0
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
  type ResourceTagMapping,
} from '@aws-sdk/client-resource-groups-tagging-api';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { SweptResource, SweptTarget } from '../store/SweptStore';
import type { ResourceSource } from './ResourceSource';
import { toSweptResource } from './sweptResource';

/** The most that GetResources answers in a page. */
const PAGE = 100;

/** Reads resources that are or were tagged from the Resource Groups Tagging API. */
export class TaggingSource implements ResourceSource {
  readonly call = { service: 'tag', operation: 'GetResources' };
  readonly #clients: AwsClients;

  static create(options: { clients: AwsClients }): TaggingSource {
    return new TaggingSource(options.clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  async *list(target: SweptTarget): AsyncIterable<SweptResource[]> {
    const client = await this.#clients.client(
      ResourceGroupsTaggingAPIClient,
      target,
    );
    const limited = this.#clients.limit(target, 'tag');
    let token: string | undefined;
    do {
      const command = new GetResourcesCommand({
        ResourcesPerPage: PAGE,
        PaginationToken: token,
      });
      const page = await limited(() => client.send(command));
      yield (page.ResourceTagMappingList ?? []).flatMap(each =>
        toResource(each, target),
      );
      token = page.PaginationToken || undefined;
    } while (token);
  }
}

function toResource(
  { ResourceARN, Tags = [] }: ResourceTagMapping,
  target: SweptTarget,
): SweptResource[] {
  const pairs = Tags.map(({ Key = '', Value = '' }) => [Key, Value] as const);
  return toSweptResource(ResourceARN, pairs, target);
}
