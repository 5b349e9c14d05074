// SPDX-License-Identifier: Apache-2.0
import {
  type AggregatedSourceStatus,
  ConfigServiceClient,
  DescribeConfigurationAggregatorSourcesStatusCommand,
  SelectAggregateResourceConfigCommand,
} from '@aws-sdk/client-config-service';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import { z } from 'zod';
import type { ConfigSettings } from '../config/EstateConfig';
import type { SweptResource, SweptTarget } from '../store/SweptStore';
import { Remembered } from './Remembered';
import type { ResourceSource } from './ResourceSource';
import { sourceRegionsOf, toSweptResource } from './sweptResource';
import { UnseenTargetError, askedElsewhere } from './UnseenTargetError';

/** The most that a page of a query has. */
const PAGE = 100;

/** AWS does not say how often an aggregator may be asked. */
const PACE = { ratePerSecond: 2, burst: 4, concurrent: 2 };

const WHERE = 'in the account and Region of groundwork.estate.config';

const rowSchema = z.object({
  arn: z.string().optional(),
  tags: z.array(z.object({ key: z.string(), value: z.string() })).default([]),
});

/** Reads what AWS Config has recorded, through one aggregator for all accounts and Regions. */
export class ConfigSource implements ResourceSource {
  readonly call = {
    service: 'config',
    operation: 'SelectAggregateResourceConfig',
  };
  readonly #clients: AwsClients;
  readonly #settings: ConfigSettings;
  readonly #statuses = new Remembered<AggregatedSourceStatus[]>();

  static create(options: {
    clients: AwsClients;
    settings: ConfigSettings;
  }): ConfigSource {
    return new ConfigSource(options);
  }

  private constructor(options: {
    clients: AwsClients;
    settings: ConfigSettings;
  }) {
    this.#clients = options.clients;
    this.#settings = options.settings;
  }

  /**
   * An aggregator answers for an account that it does not see as for one that has nothing: with no rows. So it is asked
   * what it sees, too.
   */
  async *list(target: SweptTarget): AsyncIterable<SweptResource[]> {
    const status = await this.#statusOf(target);
    const expression = queryOf(target);
    let read = 0;
    let token: string | undefined;
    do {
      const command = new SelectAggregateResourceConfigCommand({
        ConfigurationAggregatorName: this.#settings.aggregator,
        Expression: expression,
        Limit: PAGE,
        NextToken: token,
      });
      const page = await this.#call(client => client.send(command));
      const rows = page.Results ?? [];
      read += rows.length;
      yield rows.flatMap(row => toResource(row, target));
      token = page.NextToken;
    } while (token);
    this.#requireWhole(status, read);
  }

  async #statusOf(
    target: SweptTarget,
  ): Promise<AggregatedSourceStatus | undefined> {
    const all = await this.#statuses.get('', () => this.#readStatuses());
    return all.find(
      ({ SourceId, AwsRegion }) =>
        SourceId === target.accountId && AwsRegion === target.region,
    );
  }

  async #readStatuses(): Promise<AggregatedSourceStatus[]> {
    const statuses: AggregatedSourceStatus[] = [];
    let token: string | undefined;
    do {
      const command = new DescribeConfigurationAggregatorSourcesStatusCommand({
        ConfigurationAggregatorName: this.#settings.aggregator,
        Limit: PAGE,
        NextToken: token,
      });
      const page = await this.#call(client => client.send(command));
      statuses.push(...(page.AggregatedSourceStatusList ?? []));
      token = page.NextToken;
    } while (token);
    return statuses;
  }

  #requireWhole(
    status: AggregatedSourceStatus | undefined,
    read: number,
  ): void {
    const { aggregator } = this.#settings;
    if (status && status.LastUpdateStatus !== 'SUCCEEDED') {
      const why = status.LastErrorMessage ?? status.LastErrorCode;
      throw new UnseenTargetError({
        code: 'aggregator-source-failed',
        hint: `The aggregator ${aggregator} could not update this account and Region (${
          status.LastUpdateStatus
        }${
          why ? `: ${why}` : ''
        }); authorize the aggregator there, and check that AWS Config records`,
      });
    }
    if (!status && read === 0) {
      throw new UnseenTargetError({
        code: 'not-in-aggregator',
        hint: `The aggregator ${aggregator} has nothing of this account and Region; add it to the aggregator's sources and turn AWS Config on there, or leave it out of the configuration`,
      });
    }
  }

  async #call<T>(send: (client: ConfigServiceClient) => Promise<T>) {
    const { accountId, region } = this.#settings;
    const place = { accountId, region };
    const limited = this.#clients.limit(place, 'config', PACE);
    return askedElsewhere(WHERE, async () => {
      const client = await this.#clients.client(ConfigServiceClient, place);
      return limited(() => send(client));
    });
  }
}

/** Both are checked where they come in: a 12-digit number and the name of a Region. */
function queryOf({ accountId, region }: SweptTarget): string {
  const regions = sourceRegionsOf(region).map(each => `'${each}'`);
  return `SELECT arn, tags WHERE accountId = '${accountId}' AND awsRegion IN (${regions.join(
    ', ',
  )})`;
}

function toResource(row: string, target: SweptTarget): SweptResource[] {
  const { arn, tags } = rowSchema.parse(JSON.parse(row));
  const pairs = tags.map(({ key, value }) => [key, value] as const);
  return toSweptResource(arn, pairs, target);
}
