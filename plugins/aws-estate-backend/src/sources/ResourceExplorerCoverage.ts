// SPDX-License-Identifier: Apache-2.0
import {
  GetDefaultViewCommand,
  GetViewCommand,
  ListIndexesCommand,
  ListIndexesForMembersCommand,
  ResourceExplorer2Client,
  type View,
} from '@aws-sdk/client-resource-explorer-2';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { ResourceExplorerSettings } from '../config/EstateConfig';
import type { SweptTarget } from '../store/SweptStore';
import { Remembered } from './Remembered';
import { UnseenTargetError, askedElsewhere } from './UnseenTargetError';

/** AWS does not say how often it may be asked. */
export const PACE = { ratePerSecond: 2, burst: 4, concurrent: 2 };

/** Where it is asked, for messages. */
export const WHERE = 'where groundwork.estate.resourceExplorer says';

interface Index {
  Region?: string;
  Type?: string;
}

/** Says what Resource Explorer sees, before its silence is taken for an answer. */
export class ResourceExplorerCoverage {
  readonly #clients: AwsClients;
  readonly #settings: ResourceExplorerSettings;
  readonly #indexes = new Remembered<Index[]>();
  readonly #views = new Remembered<View>();

  static create(options: {
    clients: AwsClients;
    settings: ResourceExplorerSettings;
  }): ResourceExplorerCoverage {
    return new ResourceExplorerCoverage(options);
  }

  private constructor(options: {
    clients: AwsClients;
    settings: ResourceExplorerSettings;
  }) {
    this.#clients = options.clients;
    this.#settings = options.settings;
  }

  /** Throws what is in the way of reading an account and Region; answers the view to read it with. */
  async require(target: SweptTarget, place: SweptTarget): Promise<string> {
    const indexes = await this.#indexes.get(target.accountId, () =>
      this.#readIndexes(target, place),
    );
    requireIndexes(indexes, target, place);
    const { accountId, region } = place;
    const { ViewArn, IncludedProperties = [] } = await this.#views.get(
      `${accountId}/${region}`,
      () => this.#readView(place),
    );
    if (!IncludedProperties.some(({ Name }) => Name === 'tags')) {
      throw new UnseenTargetError({
        code: 'view-without-tags',
        hint: 'The view of Resource Explorer leaves tags out, by which resources belong to entities; add the property "tags" to the view',
      });
    }
    return ViewArn ?? '';
  }

  /** Of an account in all its Regions; those of members are asked in the account of the view. */
  async #readIndexes(
    { accountId }: SweptTarget,
    place: SweptTarget,
  ): Promise<Index[]> {
    const indexes: Index[] = [];
    const isMember = accountId !== place.accountId;
    let token: string | undefined;
    do {
      const page = await this.#call(
        place,
        sendListIndexes(token, isMember ? accountId : undefined),
      );
      indexes.push(...(page.Indexes ?? []));
      token = page.NextToken;
    } while (token);
    return indexes;
  }

  async #readView(place: SweptTarget): Promise<View> {
    const ViewArn =
      this.#settings.viewArn ??
      (await this.#call(place, client =>
        client.send(new GetDefaultViewCommand({})),
      ).then(answer => answer.ViewArn));
    if (!ViewArn) {
      throw new UnseenTargetError({
        code: 'no-default-view',
        hint: `There is no default view of Resource Explorer in ${place.region}; make one, or set groundwork.estate.resourceExplorer.viewArn`,
      });
    }
    const { View: view } = await this.#call(place, client =>
      client.send(new GetViewCommand({ ViewArn })),
    );
    return { ...view, ViewArn };
  }

  async #call<T>(
    place: SweptTarget,
    send: (client: ResourceExplorer2Client) => Promise<T>,
  ): Promise<T> {
    const limited = this.#clients.limit(place, 'resource-explorer-2', PACE);
    return askedElsewhere(WHERE, async () => {
      const client = await this.#clients.client(ResourceExplorer2Client, place);
      return limited(() => send(client));
    });
  }
}

/** Of the account that is asked, or of a member of its organization. */
function sendListIndexes(NextToken: string | undefined, member?: string) {
  return (
    client: ResourceExplorer2Client,
  ): Promise<{ Indexes?: Index[]; NextToken?: string }> =>
    member === undefined
      ? client.send(new ListIndexesCommand({ NextToken }))
      : client.send(
          new ListIndexesForMembersCommand({
            AccountIdList: [member],
            NextToken,
          }),
        );
}

/** A Region shows what other Regions have only by an aggregator index of the same account. */
function requireIndexes(
  indexes: readonly Index[],
  target: SweptTarget,
  place: SweptTarget,
): void {
  const inRegion = (region: string) =>
    indexes.find(({ Region }) => Region === region);
  if (!inRegion(target.region)) {
    throw new UnseenTargetError({
      code: 'no-index',
      hint: `Resource Explorer has no index of this account in ${target.region}; turn it on there, or leave the Region out of the configuration`,
    });
  }
  const isAggregated = inRegion(place.region)?.Type === 'AGGREGATOR';
  if (place.region !== target.region && !isAggregated) {
    throw new UnseenTargetError({
      code: 'no-aggregator-index',
      hint: `Resource Explorer has no aggregator index of this account in ${place.region}, where it is asked; make that index the aggregator of the account`,
    });
  }
}
