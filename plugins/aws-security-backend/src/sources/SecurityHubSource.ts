// SPDX-License-Identifier: Apache-2.0
import {
  type AwsSecurityFindingFilters,
  DescribeHubCommand,
  GetFindingsCommand,
  ListFindingAggregatorsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type { AwsClients } from '@groundwork/backstage-plugin-groundwork-node';
import type { ReadTarget } from '../store/records';

/** The most that GetFindings gives at once. */
const PAGE_SIZE = 100;

/** How far the end of a read lies ahead, for products whose clock is ahead of ours. */
const AHEAD_MS = 24 * 60 * 60 * 1000;

/** What AWS allows of GetFindings in each account and Region. */
const GET_FINDINGS_LIMIT = { ratePerSecond: 3, burst: 6, concurrent: 1 };

/** Which findings of a target are read. */
export interface FindingsRead {
  target: ReadTarget;
  /** Everything that this hub sees of other accounts and Regions too. */
  administrator: boolean;
  /** ISO instant; only findings updated since. */
  updatedSince?: string;
  signal?: AbortSignal;
}

/** Reads Security Hub CSPM. Errors are those of the SDK. */
export class SecurityHubSource {
  readonly #clients: AwsClients;

  static create(options: { clients: AwsClients }): SecurityHubSource {
    return new SecurityHubSource(options.clients);
  }

  private constructor(clients: AwsClients) {
    this.#clients = clients;
  }

  /** Page by page, as AWS gives them; each finding is raw ASFF. */
  async *pages(read: FindingsRead): AsyncGenerator<unknown[]> {
    const { target, signal } = read;
    const client = await this.#clients.client(SecurityHubClient, target);
    const paced = this.#clients.limit(
      target,
      'securityhub:GetFindings',
      GET_FINDINGS_LIMIT,
    );
    const Filters = filtersOf(read);
    let NextToken: string | undefined;
    do {
      signal?.throwIfAborted();
      const command = new GetFindingsCommand({
        Filters,
        MaxResults: PAGE_SIZE,
        NextToken,
      });
      const page = await paced(
        () => client.send(command, { abortSignal: signal }),
        signal,
      );
      yield page.Findings ?? [];
      NextToken = page.NextToken || undefined;
    } while (NextToken);
  }

  /** Asked when findings are refused: throws what AWS says of a hub that is not enabled. */
  async describeHub(target: ReadTarget, signal?: AbortSignal): Promise<void> {
    const client = await this.#clients.client(SecurityHubClient, target);
    await client.send(new DescribeHubCommand({}), { abortSignal: signal });
  }

  /** Whether other Regions are gathered in this one. */
  async aggregatesHere(
    target: ReadTarget,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const client = await this.#clients.client(SecurityHubClient, target);
    const { FindingAggregators = [] } = await client.send(
      new ListFindingAggregatorsCommand({}),
      { abortSignal: signal },
    );
    return FindingAggregators.some(
      ({ FindingAggregatorArn = '' }) =>
        FindingAggregatorArn.split(':')[3] === target.region,
    );
  }
}

/** Equal for all pages of a read. */
function filtersOf({
  target,
  administrator,
  updatedSince,
}: FindingsRead): AwsSecurityFindingFilters {
  const equals = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }];
  return {
    ...(administrator
      ? {}
      : {
          AwsAccountId: equals(target.accountId),
          Region: equals(target.region),
        }),
    ...(updatedSince
      ? {
          UpdatedAt: [
            {
              Start: updatedSince,
              End: new Date(Date.now() + AHEAD_MS).toISOString(),
            },
          ],
        }
      : {}),
  };
}
