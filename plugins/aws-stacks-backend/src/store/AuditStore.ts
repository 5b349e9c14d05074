// SPDX-License-Identifier: Apache-2.0
import type { AuditEntry } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { auditHash, storableText } from '../rules/auditChain';
import { newId } from './ids';
import type { AuditChainRow, AuditRow } from './rows';

/** An entry before it has its id, its time and its place in the chain. */
export type NewAuditEntry = Omit<
  AuditEntry,
  'id' | 'at' | 'position' | 'hash' | 'previousHash'
>;

/** The longest reason that is kept. */
const MAX_REASON = 4000;

/** SQLite allows few variables in one statement. */
const ROWS_PER_INSERT = 50;

/** The entries of transactions that are still open. */
const PENDING = new WeakMap<Knex, NewAuditEntry[]>();

/**
 * Writes and reads the table `audit`. Rows are chained: each holds the hash of the row before it, over all replicas, so
 * that a row which was changed or removed later is found.
 */
export class AuditStore {
  readonly #db: Knex;
  readonly #onAdded: (entries: readonly AuditEntry[]) => void;

  /** `onAdded` is told of entries once they are committed. */
  constructor(
    db: Knex,
    options: { onAdded?: (entries: readonly AuditEntry[]) => void } = {},
  ) {
    this.#db = db;
    this.#onAdded = options.onAdded ?? (() => undefined);
  }

  /**
   * A transaction in which entries are added. Replicas write to the chain one after the other, so the entries are
   * written last: its lock is held for no longer than that, and nothing is waited for while it is held.
   */
  async transaction<T>(
    work: (trx: Knex.Transaction) => Promise<T>,
  ): Promise<T> {
    const added: AuditRow[] = [];
    const result = await this.#db.transaction(async trx => {
      const pending: NewAuditEntry[] = [];
      PENDING.set(trx, pending);
      const worked = await work(trx);
      added.push(...(await append(trx, pending)));
      return worked;
    });
    if (added.length > 0) this.#onAdded(added.map(toEntry));
    return result;
  }

  /** Adds an entry; in a transaction of its own, or at the end of one that {@link AuditStore.transaction} has begun. */
  async add(entry: NewAuditEntry, trx?: Knex): Promise<void> {
    if (!trx) return this.transaction(own => this.add(entry, own));
    const pending = PENDING.get(trx);
    if (!pending) {
      throw new Error(
        'An audit entry is added in a transaction that AuditStore.transaction has not begun',
      );
    }
    pending.push(entry);
    return undefined;
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

/** Puts entries at the end of the chain. Whoever else wants to waits from here to the end of the transaction. */
async function append(
  trx: Knex,
  entries: readonly NewAuditEntry[],
): Promise<AuditRow[]> {
  if (entries.length === 0) return [];
  const [head] = await trx<AuditChainRow>('audit_chain')
    .where({ name: 'audit' })
    .update({ position: trx.raw('position + ?', [entries.length]) })
    .returning(['position', 'hash']);
  const rows: AuditRow[] = [];
  let position = Number(head.position) - entries.length;
  let { hash } = head;
  for (const entry of entries) {
    position += 1;
    const row = toRow(entry, { position, previousHash: hash });
    hash = row.hash;
    rows.push(row);
  }
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    await trx('audit').insert(rows.slice(start, start + ROWS_PER_INSERT));
  }
  await trx<AuditChainRow>('audit_chain')
    .where({ name: 'audit' })
    .update({ hash });
  return rows;
}

function toRow(
  entry: NewAuditEntry,
  place: { position: number; previousHash: string },
): AuditRow & { hash: string } {
  const facts = {
    id: newId(),
    at: new Date().toISOString(),
    actor: storableText(entry.actor),
    action: storableText(entry.action),
    outcome: entry.outcome,
    stack_id: entry.stackId ?? null,
    run_id: entry.runId ?? null,
    from_state: entry.from ?? null,
    to_state: entry.to ?? null,
    reason:
      entry.reason === undefined
        ? null
        : storableText(entry.reason.slice(0, MAX_REASON)),
    details: entry.details ? JSON.stringify(entry.details) : null,
  };
  return {
    ...facts,
    position: place.position,
    previous_hash: place.previousHash,
    hash: auditHash(facts, place.previousHash),
  };
}

/** A row as it goes over the wire. */
export function toEntry(row: AuditRow): AuditEntry {
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
    details: row.details ? JSON.parse(row.details) : undefined,
    position: row.position === null ? undefined : Number(row.position),
    previousHash: row.previous_hash ?? undefined,
    hash: row.hash ?? undefined,
  };
}
