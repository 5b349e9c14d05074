// SPDX-License-Identifier: Apache-2.0
import {
  type CollectorTarget,
  type Problem,
  type SweepTarget,
  collectorTargetSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';

interface SweepRow {
  account_id: string;
  region: string;
  state: string;
  failures: number;
  started_at: string | null;
  succeeded_at: string | null;
  next_run_at: string;
  problems: string;
}

/** Keeps how the sweep of each account and Region stands. */
export class SweepsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<CollectorTarget[]> {
    const rows = await this.#db<SweepRow>('estate_sweeps').orderBy([
      'account_id',
      'region',
    ]);
    return rows.map(row =>
      collectorTargetSchema.parse({
        collectorId: 'estate',
        accountId: row.account_id,
        region: row.region,
        state: row.state,
        startedAt: row.started_at ?? undefined,
        succeededAt: row.succeeded_at ?? undefined,
        nextRunAt: row.next_run_at || undefined,
        problems: JSON.parse(row.problems),
      }),
    );
  }

  /** Those of the targets that are due; one that is not known yet is due. */
  async due(
    targets: readonly SweepTarget[],
    now: string,
  ): Promise<SweepTarget[]> {
    const rows = await this.#db<SweepRow>('estate_sweeps');
    const next = new Map(rows.map(row => [keyOf(row), row.next_run_at]));
    return targets.filter(({ accountId, region }) => {
      const at = next.get(keyOf({ account_id: accountId, region }));
      return at === undefined || at <= now;
    });
  }

  /** Makes targets due. */
  async makeDue(targets: readonly SweepTarget[], now: string): Promise<void> {
    for (const target of targets) {
      await this.#write(target, { next_run_at: now });
    }
  }

  async started(target: SweepTarget, now: string): Promise<void> {
    await this.#write(target, { state: 'running', started_at: now });
  }

  async succeeded(
    target: SweepTarget,
    times: { startedAt: string; nextRunAt: string },
  ): Promise<void> {
    await this.#write(target, {
      state: 'ok',
      failures: 0,
      succeeded_at: times.startedAt,
      next_run_at: times.nextRunAt,
      problems: '[]',
    });
  }

  async failed(
    target: SweepTarget,
    failure: { problem: Problem; failures: number; nextRunAt: string },
  ): Promise<void> {
    await this.#write(target, {
      state: 'failed',
      failures: failure.failures,
      next_run_at: failure.nextRunAt,
      problems: JSON.stringify([failure.problem]),
    });
  }

  /** How often a target has failed in a row. */
  async failures({ accountId, region }: SweepTarget): Promise<number> {
    const row = await this.#db<SweepRow>('estate_sweeps')
      .where({ account_id: accountId, region })
      .first('failures');
    return row?.failures ?? 0;
  }

  async #write(
    { accountId, region }: SweepTarget,
    change: Partial<SweepRow>,
  ): Promise<void> {
    const fresh = {
      account_id: accountId,
      region,
      state: 'never',
      failures: 0,
      next_run_at: '',
      problems: '[]',
      ...change,
    };
    await this.#db('estate_sweeps')
      .insert(fresh)
      .onConflict(['account_id', 'region'])
      .merge(change);
  }
}

function keyOf(row: { account_id: string; region: string }): string {
  return `${row.account_id}/${row.region}`;
}
