// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import {
  type Problem,
  type SweepTarget,
  problemSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { z } from 'zod';

const TABLE = 'collector_targets';

const problemsSchema = z.array(problemSchema);
const cursorSchema = z.json();

/** Rows that go into one statement; SQLite takes 999 values. */
const BATCH_ROWS = 50;

/** How the last collect that ended came out. */
export type Outcome = 'never' | 'ok' | 'partial' | 'failed';

interface Row {
  collector_id: string;
  account_id: string;
  region: string;
  outcome: Outcome;
  running_since: string | null;
  started_at: string | null;
  succeeded_at: string | null;
  full_at: string | null;
  next_run_at: string | null;
  requested_at: string | null;
  throttled: number;
  problems: string;
  cursor: string | null;
}

/** What is kept of a target. */
export interface TargetRecord extends SweepTarget {
  outcome: Outcome;
  runningSince?: string;
  startedAt?: string;
  succeededAt?: string;
  fullAt?: string;
  nextRunAt?: string;
  requestedAt?: string;
  throttled: number;
  problems: Problem[];
  cursor?: JsonValue;
}

/** What a collect that ended leaves behind. */
export interface Ending {
  outcome: Exclude<Outcome, 'never'>;
  problems: Problem[];
  throttled: number;
  nextRunAt?: string;
  /** Only of one without a problem. */
  success?: { at: string; fullAt?: string; cursor?: JsonValue };
}

/** The table `collector_targets` of one collector. */
export class CollectorStore {
  readonly #knex: Knex;
  readonly #id: string;

  static create(options: { knex: Knex; id: string }): CollectorStore {
    return new CollectorStore(options.knex, options.id);
  }

  private constructor(knex: Knex, id: string) {
    this.#knex = knex;
    this.#id = id;
  }

  async list(): Promise<TargetRecord[]> {
    const rows = await this.#rows();
    return rows.map(toRecord);
  }

  /** Makes rows for new targets, and forgets those that are no longer configured. */
  async align(targets: readonly SweepTarget[]): Promise<void> {
    const wanted = new Set(targets.map(keyOf));
    for (const record of await this.list()) {
      if (!wanted.has(keyOf(record))) await this.#row(record).delete();
    }
    await this.#ensure(targets);
  }

  /** Makes targets due at once, whatever they wait for. */
  async request(targets: readonly SweepTarget[], at: string): Promise<void> {
    await this.#ensure(targets);
    for (const target of targets) {
      await this.#row(target).update({ requested_at: at });
    }
  }

  /** Notes that a collect runs. A request that comes later is not lost by it. */
  async begin(target: SweepTarget, at: string): Promise<void> {
    await this.#row(target).update({
      running_since: at,
      started_at: at,
      requested_at: null,
    });
  }

  /** Notes how a collect ended, unless another one has begun since: then this one has lost its lease and says nothing. */
  async end(
    target: SweepTarget,
    begunAt: string,
    ending: Ending,
  ): Promise<boolean> {
    const { success } = ending;
    const updated = await this.#row(target)
      .where({ running_since: begunAt })
      .update({
        running_since: null,
        outcome: ending.outcome,
        problems: JSON.stringify(ending.problems),
        throttled: ending.throttled,
        next_run_at: ending.nextRunAt ?? null,
        ...(success && {
          succeeded_at: success.at,
          cursor:
            success.cursor === undefined
              ? null
              : JSON.stringify(success.cursor),
        }),
        ...(success?.fullAt && { full_at: success.fullAt }),
      });
    return updated > 0;
  }

  /** Whoever holds the lease knows that no other collect runs: what says so is of a process that died. */
  async clearRunning(): Promise<void> {
    await this.#all().update({ running_since: null });
  }

  async #ensure(targets: readonly SweepTarget[]): Promise<void> {
    const rows = targets.map(({ accountId, region }) => ({
      collector_id: this.#id,
      account_id: accountId,
      region,
      outcome: 'never' as const,
      throttled: 0,
      problems: '[]',
    }));
    for (let start = 0; start < rows.length; start += BATCH_ROWS) {
      await this.#knex<Row>(TABLE)
        .insert(rows.slice(start, start + BATCH_ROWS))
        .onConflict(['collector_id', 'account_id', 'region'])
        .ignore();
    }
  }

  async #rows(): Promise<Row[]> {
    return this.#knex<Row>(TABLE).where({ collector_id: this.#id }).select();
  }

  #all() {
    return this.#knex<Row>(TABLE).where({ collector_id: this.#id });
  }

  #row({ accountId, region }: SweepTarget) {
    return this.#all().andWhere({ account_id: accountId, region });
  }
}

/** `accountId/region`. */
export function keyOf({ accountId, region }: SweepTarget): string {
  return `${accountId}/${region}`;
}

function toRecord(row: Row): TargetRecord {
  return {
    accountId: row.account_id,
    region: row.region,
    outcome: row.outcome,
    runningSince: row.running_since ?? undefined,
    startedAt: row.started_at ?? undefined,
    succeededAt: row.succeeded_at ?? undefined,
    fullAt: row.full_at ?? undefined,
    nextRunAt: row.next_run_at ?? undefined,
    requestedAt: row.requested_at ?? undefined,
    throttled: row.throttled,
    problems: problemsSchema.parse(JSON.parse(row.problems)),
    cursor:
      row.cursor === null
        ? undefined
        : cursorSchema.parse(JSON.parse(row.cursor)),
  };
}
