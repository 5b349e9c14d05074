// SPDX-License-Identifier: Apache-2.0
import type {
  DriftIgnore,
  DriftIgnoreRequest,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { newId } from './ids';
import type { DriftIgnoreRow } from './rows';

/** Reads and writes the table `drift_ignores`. A rule that has ended stays as a record. */
export class DriftIgnoresStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The rules of a stack that nobody has ended and whose time is not over. */
  async listHolding(
    stackId: string,
    trx: Knex = this.#db,
  ): Promise<DriftIgnore[]> {
    const now = new Date().toISOString();
    const rows = await trx<DriftIgnoreRow>('drift_ignores')
      .where({ stack_id: stackId })
      .whereNull('ended_at')
      .andWhere(any => any.whereNull('until_at').orWhere('until_at', '>', now))
      .orderBy('id');
    return rows.map(toIgnore);
  }

  async add(
    trx: Knex,
    stackId: string,
    request: DriftIgnoreRequest,
    createdBy: string,
  ): Promise<string> {
    const id = newId();
    await trx<DriftIgnoreRow>('drift_ignores').insert({
      id,
      stack_id: stackId,
      address: request.address,
      path: request.path ?? null,
      reason: request.reason,
      until_at: request.until ? new Date(request.until).toISOString() : null,
      created_by: createdBy,
      created_at: new Date().toISOString(),
    });
    return id;
  }

  /** Answers false when there is no such rule, or it has ended already. */
  async end(
    trx: Knex,
    ignore: { stackId: string; id: string; endedBy: string },
  ): Promise<boolean> {
    const ended = await trx<DriftIgnoreRow>('drift_ignores')
      .where({ id: ignore.id, stack_id: ignore.stackId })
      .whereNull('ended_at')
      .update({ ended_at: new Date().toISOString(), ended_by: ignore.endedBy });
    return ended > 0;
  }

  /** Ends the rules whose time is over, and answers which stacks they are of. */
  async endExpired(endedBy: string): Promise<string[]> {
    const now = new Date().toISOString();
    const rows = await this.#db<DriftIgnoreRow>('drift_ignores')
      .whereNull('ended_at')
      .andWhere('until_at', '<=', now)
      .update({ ended_at: now, ended_by: endedBy })
      .returning('stack_id');
    return [...new Set(rows.map(({ stack_id: id }) => id))];
  }
}

function toIgnore(row: DriftIgnoreRow): DriftIgnore {
  return {
    id: row.id,
    address: row.address,
    path: row.path ?? undefined,
    reason: row.reason,
    until: row.until_at ?? undefined,
    createdBy: row.created_by,
    createdAt: row.created_at,
  };
}
