// SPDX-License-Identifier: Apache-2.0
import {
  ListResourcesCommand,
  type Resource,
  ResourceExplorer2Client,
} from '@aws-sdk/client-resource-explorer-2';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { ResourceExplorerSettings } from '../config/EstateConfig';
import type { SweptResource, SweptTarget } from '../store/SweptStore';
import {
  PACE,
  ResourceExplorerCoverage,
  WHERE,
} from './ResourceExplorerCoverage';
import type { ResourceSource } from './ResourceSource';
import { sourceRegionsOf, toSweptResource } from './sweptResource';
import { UnseenTargetError, askedElsewhere } from './UnseenTargetError';

/** The most that ListResources answers in a page. Search would end after 1,000 results in all. */
const PAGE = 1000;

const tagsSchema = z.array(z.object({ Key: z.string(), Value: z.string() }));

/** Reads what Resource Explorer has indexed: through one view of the organization, or a view of each account. */
export class ResourceExplorerSource implements ResourceSource {
  readonly call = {
    service: 'resource-explorer-2',
    operation: 'ListResources',
  };
  readonly #clients: AwsClients;
  readonly #settings: ResourceExplorerSettings;
  readonly #coverage: ResourceExplorerCoverage;

  static create(options: {
    clients: AwsClients;
    settings: ResourceExplorerSettings;
  }): ResourceExplorerSource {
    return new ResourceExplorerSource(options);
  }

  private constructor(options: {
    clients: AwsClients;
    settings: ResourceExplorerSettings;
  }) {
    this.#clients = options.clients;
    this.#settings = options.settings;
    this.#coverage = ResourceExplorerCoverage.create(options);
  }

  /**
   * A view answers for an account that it does not see as for one that has nothing. So indexes and view are looked at
   * first, and an empty answer is none: every Region with an index has at least that.
   */
  async *list(target: SweptTarget): AsyncIterable<SweptResource[]> {
    const place = placeOf(this.#settings, target);
    const viewArn = await this.#coverage.require(target, place);
    let read = 0;
    for (const region of sourceRegionsOf(target.region)) {
      for await (const page of this.#pages(place, viewArn, {
        accountId: target.accountId,
        region,
      })) {
        read += page.length;
        yield page.flatMap(each => toResource(each, target));
      }
    }
    if (read > 0) return;
    throw new UnseenTargetError({
      code: 'not-in-view',
      hint: `The view of Resource Explorer shows nothing of this account and Region; check its scope and its filter, or leave the account or Region out of the configuration`,
    });
  }

  async *#pages(
    place: SweptTarget,
    viewArn: string,
    wanted: SweptTarget,
  ): AsyncIterable<Resource[]> {
    const limited = this.#clients.limit(place, 'resource-explorer-2', PACE);
    const filter = `accountid:${wanted.accountId} region:${wanted.region}`;
    let token: string | undefined;
    do {
      const command = new ListResourcesCommand({
        ViewArn: viewArn,
        Filters: { FilterString: filter },
        MaxResults: PAGE,
        NextToken: token,
      });
      const page = await askedElsewhere(WHERE, async () => {
        const client = await this.#clients.client(
          ResourceExplorer2Client,
          place,
        );
        return limited(() => client.send(command));
      });
      // Whatever a filter lets through beside it belongs to another sweep.
      yield (page.Resources ?? []).filter(
        ({ OwningAccountId, Region }) =>
          OwningAccountId === wanted.accountId && Region === wanted.region,
      );
      token = page.NextToken;
    } while (token);
  }
}

/** Where an account and Region is read: in the account and Region of the view. */
function placeOf(
  settings: ResourceExplorerSettings,
  target: SweptTarget,
): SweptTarget {
  return {
    accountId: settings.accountId ?? target.accountId,
    region: settings.region ?? target.region,
  };
}

function toResource(
  { Arn, Properties = [] }: Resource,
  target: SweptTarget,
): SweptResource[] {
  const property = Properties.find(({ Name }) => Name === 'tags');
  const tags = property ? tagsSchema.parse(property.Data) : [];
  const pairs = tags.map(({ Key, Value }) => [Key, Value] as const);
  return toSweptResource(Arn, pairs, target);
}
