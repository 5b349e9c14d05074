// SPDX-License-Identifier: Apache-2.0
import type { AuditEntry } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { newId } from './ids';
import type { AuditRow } from './rows';

/** An entry before it has its id and time. */
export type NewAuditEntry = Omit<AuditEntry, 'id' | 'at'>;

/** The longest reason that is kept. */
const MAX_REASON = 4000;

/** Writes and reads the table `audit`. Rows are only ever added. */
export class AuditStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async add(entry: NewAuditEntry, trx: Knex = this.#db): Promise<void> {
    await trx<AuditRow>('audit').insert({
      id: newId(),
      at: new Date().toISOString(),
      actor: entry.actor,
      action: entry.action,
      outcome: entry.outcome,
      stack_id: entry.stackId ?? null,
      run_id: entry.runId ?? null,
      from_state: entry.from ?? null,
      to_state: entry.to ?? null,
      reason: entry.reason?.slice(0, MAX_REASON) ?? null,
    });
  }

  /** The entries of a run after the one with this id, oldest first. */
  async listOfRun(options: {
    runId: string;
    after?: string;
    limit: number;
  }): Promise<AuditEntry[]> {
    const query = this.#db<AuditRow>('audit')
      .where({ run_id: options.runId })
      .orderBy('id')
      .limit(options.limit);
    if (options.after) query.andWhere('id', '>', options.after);
    return (await query).map(toEntry);
  }
}

function toEntry(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: row.actor,
    action: row.action,
    outcome: row.outcome,
    stackId: row.stack_id ?? undefined,
    runId: row.run_id ?? undefined,
    from: row.from_state ?? undefined,
    to: row.to_state ?? undefined,
    reason: row.reason ?? undefined,
  };
}
