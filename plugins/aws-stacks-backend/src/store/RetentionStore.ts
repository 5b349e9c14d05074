// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import { CHECKPOINT_ACTION } from '../rules/auditChain';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { AuditStore } from './AuditStore';
import type { AuditRow, RunEventRow, RunRow, StackRow } from './rows';

/** How many runs one transaction is about. */
const RUNS_PER_STEP = 100;

/** Removes what is older than it has to be kept; each removal is an entry of the audit. */
export class RetentionStore {
  readonly #db: Knex;
  readonly #audit: AuditStore;

  constructor(db: Knex, audit: AuditStore) {
    this.#db = db;
    this.#audit = audit;
  }

  /** Removes runs that ended before, but the last one and the last successful one of each stack. */
  async removeRuns(before: string): Promise<number> {
    const newestOfEach = this.#db<RunRow>('runs')
      .where({ state: 'succeeded' })
      .groupBy('stack_id')
      .max('id');
    const lastOfEach = this.#db<StackRow>('stacks')
      .whereNotNull('last_run_id')
      .select('last_run_id');
    return this.#inSteps(
      () =>
        this.#db<RunRow>('runs')
          .where('finished_at', '<', before)
          .whereNotIn('id', newestOfEach.clone())
          .whereNotIn('id', lastOfEach.clone())
          .orderBy('id')
          .limit(RUNS_PER_STEP)
          .pluck('id'),
      ids => this.#removeRunsOf(ids, before),
    );
  }

  /** Removes the logs of runs that ended before; which states they had stays. */
  async removeEvents(before: string): Promise<number> {
    return this.#inSteps(
      () =>
        this.#db('run_events')
          .join('runs', 'runs.id', 'run_events.run_id')
          .where('runs.finished_at', '<', before)
          .whereNot('run_events.kind', 'state')
          .distinct('run_events.run_id')
          .limit(RUNS_PER_STEP)
          .pluck('run_events.run_id'),
      ids =>
        this.#audited('events.remove', ids.length, before, async trx => {
          await trx<RunEventRow>('run_events')
            .whereIn('run_id', ids)
            .whereNot('kind', 'state')
            .delete();
        }),
    );
  }

  /** Removes entries of the audit from its beginning, and adds a checkpoint that the chain goes on from. */
  async removeAudit(before: string): Promise<number> {
    return this.#audit.transaction(async trx => {
      const last = await lastBefore(trx, before);
      if (!last) return 0;
      const throughPosition = Number(last.position);
      const removedEntries = await trx<AuditRow>('audit')
        .where('position', '<=', throughPosition)
        .delete();
      await this.#audit.add(
        {
          actor: ENGINE_ACTOR,
          action: CHECKPOINT_ACTION,
          outcome: 'done',
          reason: `${removedEntries} entries of before ${before} were removed, up to entry ${throughPosition}`,
          details: {
            throughPosition,
            throughHash: last.hash ?? '',
            removedEntries,
            before,
          },
        },
        trx,
      );
      return removedEntries;
    });
  }

  async #inSteps(
    next: () => Promise<string[]>,
    remove: (ids: string[]) => Promise<void>,
  ): Promise<number> {
    for (let removed = 0; ; ) {
      const ids = await next();
      if (ids.length === 0) return removed;
      await remove(ids);
      removed += ids.length;
    }
  }

  async #removeRunsOf(ids: string[], before: string): Promise<void> {
    const subjects = ids.map(id => `run:${id}`);
    await this.#audited('runs.remove', ids.length, before, async trx => {
      await trx('approval_votes').whereIn('subject', subjects).delete();
      await trx('approvals').whereIn('subject', subjects).delete();
      await trx<RunEventRow>('run_events').whereIn('run_id', ids).delete();
      await trx<RunRow>('runs').whereIn('id', ids).delete();
    });
  }

  #audited(
    action: string,
    count: number,
    before: string,
    remove: (trx: Knex) => Promise<void>,
  ): Promise<void> {
    const what = action === 'runs.remove' ? 'Runs' : 'Logs of runs';
    return this.#audit.transaction(async trx => {
      await remove(trx);
      await this.#audit.add(
        {
          actor: ENGINE_ACTOR,
          action,
          outcome: 'done',
          reason: `${what} that ended before ${before} were removed: ${count}`,
        },
        trx,
      );
    });
  }
}

/** The last entry of those that are all older; clocks of replicas may differ. */
async function lastBefore(
  trx: Knex,
  before: string,
): Promise<AuditRow | undefined> {
  const kept = await trx<AuditRow>('audit')
    .whereNotNull('position')
    .andWhere('at', '>=', before)
    .orderBy('position')
    .first('position');
  const query = trx<AuditRow>('audit')
    .whereNotNull('position')
    .orderBy('position', 'desc');
  if (kept) query.andWhere('position', '<', kept.position);
  return query.first();
}
