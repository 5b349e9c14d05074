// SPDX-License-Identifier: Apache-2.0
import {
  type EngineHealth,
  RUN_STATES,
  type RunQueue,
  type RunState,
  type SuspectRun,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { WORKING_STATES } from '../rules/runStates';
import { type ConcurrencyLimits, hindranceOf } from './hindrance';
import type { RunRecord } from './runRecord';
import type { RunRow } from './rows';

/** How many runs are named where somebody should look. */
const MOST_NAMED = 50;

/** Runs of one state in one account. */
interface StateCount {
  account_id: string;
  state: RunState;
  n: number | string;
}

/** Reads how the engine is. Every question is answered by an index or by the runs that are not at their end. */
export class HealthStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Where a queued run stands. */
  async placeOf(
    record: RunRecord,
    limits: ConcurrencyLimits,
  ): Promise<RunQueue> {
    const [{ n }] = await this.#db('runs')
      .where({ state: 'queued' })
      .andWhere('id', '<=', record.run.id)
      .count('* as n');
    const hindrance = await hindranceOf(this.#db, record, limits);
    return {
      position: Math.max(1, Number(n)),
      ...(hindrance ?? { waitsFor: 'turn' }),
    };
  }

  async countRuns(): Promise<EngineHealth['runs']> {
    const counts = await this.#counts();
    const ofState = (state: RunState) =>
      sum(counts.filter(row => row.state === state));
    return {
      queued: ofState('queued'),
      planning: ofState('planning'),
      planned: ofState('planned'),
      'policy-failed': ofState('policy-failed'),
      gated: ofState('gated'),
      'awaiting-approval': ofState('awaiting-approval'),
      approved: ofState('approved'),
      applying: ofState('applying'),
      verifying: ofState('verifying'),
      succeeded: ofState('succeeded'),
      failed: ofState('failed'),
      cancelled: ofState('cancelled'),
      discarded: ofState('discarded'),
      expired: ofState('expired'),
      'needs-attention': ofState('needs-attention'),
    };
  }

  /** Accounts that something is done in, or waits for. */
  async countByAccount(): Promise<EngineHealth['runners']['accounts']> {
    const counts = await this.#counts([...WORKING_STATES, 'queued']);
    const accountIds = [...new Set(counts.map(row => row.account_id))].sort();
    return accountIds.map(accountId => {
      const here = counts.filter(row => row.account_id === accountId);
      return {
        accountId,
        working: sum(here.filter(row => row.state !== 'queued')),
        queued: sum(here.filter(row => row.state === 'queued')),
      };
    });
  }

  async oldestQueued(): Promise<string | undefined> {
    const oldest = await this.#db<RunRow>('runs')
      .where({ state: 'queued' })
      .orderBy('id')
      .first('created_at');
    return oldest?.created_at;
  }

  /** Runs whose lease was not renewed in time and that nobody has taken up since. */
  async listStale(now: Date): Promise<SuspectRun[]> {
    const rows = await this.#db<RunRow>('runs')
      .whereNotNull('lease_owner')
      .andWhere('lease_until', '<', now.toISOString())
      .orderBy('id')
      .limit(MOST_NAMED)
      .select('id', 'state', 'lease_until');
    return rows.map(row => ({
      runId: row.id,
      state: row.state,
      since: row.lease_until ?? now.toISOString(),
    }));
  }

  /** Runs that have been in a state since before a time. */
  async listSince(state: RunState, before: Date): Promise<SuspectRun[]> {
    const rows = await this.#db<RunRow>('runs')
      .where({ state })
      .andWhere('updated_at', '<', before.toISOString())
      .orderBy('id')
      .limit(MOST_NAMED)
      .select('id', 'updated_at');
    return rows.map(row => ({ runId: row.id, state, since: row.updated_at }));
  }

  async #counts(
    states: readonly RunState[] = RUN_STATES,
  ): Promise<StateCount[]> {
    return this.#db('runs')
      .join('stacks', 'stacks.id', 'runs.stack_id')
      .whereIn('runs.state', [...states])
      .groupBy('stacks.account_id', 'runs.state')
      .select('stacks.account_id', 'runs.state')
      .count('* as n');
  }
}

function sum(counts: readonly StateCount[]): number {
  return counts.reduce((total, { n }) => total + Number(n), 0);
}
