// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import type { Problem } from '@groundwork/backstage-plugin-groundwork-common';
import {
  type CollectContext,
  type CollectResult,
  toProblem,
} from '@groundwork/backstage-plugin-groundwork-node';
import { parseFinding } from '../service/asff';
import type { SecurityHubSource } from '../sources/SecurityHubSource';
import type { FindingsWriter } from '../store/FindingsWriter';
import type { FindingRecord, ReadTarget } from '../store/records';
import { BATCH_ROWS } from '../store/sql';

/** Security Hub is consistent in the end: what was updated so long before the last read is read again. */
const OVERLAP_MS = 15 * 60 * 1000;

/** What is called, for errors that do not say it. */
export const GET_FINDINGS = {
  service: 'securityhub',
  operation: 'GetFindings',
};
const DESCRIBE_HUB = { service: 'securityhub', operation: 'DescribeHub' };

/** What Security Hub answers when there is no hub: to reads, and when it is asked for the hub. */
const NOT_ENABLED = ['InvalidAccessException', 'ResourceNotFoundException'];

interface Options {
  source: SecurityHubSource;
  writer: FindingsWriter;
  /** Whether targets are hubs that see other accounts and Regions. */
  administrator: boolean;
}

/** Reads the findings of one account and Region into the store. */
export class FindingsCollector {
  readonly #options: Options;

  static create(options: Options): FindingsCollector {
    return new FindingsCollector(options);
  }

  private constructor(options: Options) {
    this.#options = options;
  }

  /**
   * What is updated since `cursor`, the start of the last whole read, or everything. Pages are kept as they come: when a
   * later one cannot be read that is a problem; when none can, AWS's error is thrown.
   */
  async collect(
    target: ReadTarget,
    context: CollectContext,
  ): Promise<CollectResult> {
    const read = { count: 0 };
    try {
      await this.#read(target, context, read);
    } catch (error) {
      if (context.signal.aborted) throw error;
      if (isNotEnabled(error)) {
        return { problems: [await this.#refused(error, target, context)] };
      }
      if (read.count === 0) throw error;
      return { problems: [toProblem(error, target, GET_FINDINGS)] };
    }
    const problems = await this.#aggregationProblems(target, context);
    return { cursor: context.now.toISOString(), problems };
  }

  async #read(
    target: ReadTarget,
    { signal, cursor, isFull, now }: CollectContext,
    read: { count: number },
  ): Promise<void> {
    const { source, writer, administrator } = this.#options;
    const at = now.toISOString();
    const since = typeof cursor === 'string' ? cursor : undefined;
    const isWhole = isFull || since === undefined;
    let batch: FindingRecord[] = [];
    const flush = async () => {
      const records = batch;
      batch = [];
      await writer.write(records, { source: target, at });
    };
    try {
      for await (const page of source.pages({
        target,
        administrator,
        updatedSince: isWhole ? undefined : withOverlap(since),
        signal,
      })) {
        read.count += 1;
        batch.push(...page.map(raw => parseFinding(raw, { ...target, at })));
        if (batch.length >= BATCH_ROWS) await flush();
      }
    } finally {
      await flush();
    }
    if (isWhole) await writer.deleteUnseen(target, at);
  }

  /** Asks the hub itself, so that a refused read is not taken for a hub that is off. */
  async #refused(
    error: unknown,
    target: ReadTarget,
    { signal }: CollectContext,
  ): Promise<Problem> {
    const { accountId, region } = target;
    try {
      await this.#options.source.describeHub(target, signal);
      return toProblem(error, target, GET_FINDINGS);
    } catch (reason) {
      if (!isNotEnabled(reason)) {
        return toProblem(reason, target, DESCRIBE_HUB);
      }
      return {
        accountId,
        region,
        code: 'not-enabled',
        hint: `Security Hub is not enabled in ${accountId}/${region}, so its findings are unknown. Enable it there, or take the Region out of groundwork.accounts`,
      };
    }
  }

  async #aggregationProblems(
    target: ReadTarget,
    { signal }: CollectContext,
  ): Promise<Problem[]> {
    const { administrator, source } = this.#options;
    if (!administrator) return [];
    if (await source.aggregatesHere(target, signal)) return [];
    const { accountId, region } = target;
    return [
      {
        accountId,
        region,
        code: 'not-aggregating',
        hint: `${region} is not the aggregation Region of Security Hub, so findings of other Regions are missing. Set groundwork.security.securityHub.administrator.region to it, or create a finding aggregator there`,
      },
    ];
  }
}

function isNotEnabled(error: unknown): boolean {
  return isError(error) && NOT_ENABLED.includes(error.name);
}

function withOverlap(since: string): string {
  return new Date(Date.parse(since) - OVERLAP_MS).toISOString();
}
