// SPDX-License-Identifier: Apache-2.0
import type { AuditCheckpoint } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { CHECKPOINT_ACTION } from '../rules/auditChain';
import type { AuditChainRow, AuditRow } from './rows';

const ROWS_PER_PAGE = 1_000;

/** Where the chain ends. */
export interface ChainHead {
  position: number;
  hash: string;
}

/** Reads the chain of audit rows from end to end. */
export class AuditChainStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async head(): Promise<ChainHead> {
    const head = await this.#db<AuditChainRow>('audit_chain')
      .where({ name: 'audit' })
      .first();
    if (!head) {
      throw new Error(
        'The table audit_chain has no row for the audit; somebody has removed it',
      );
    }
    return { position: Number(head.position), hash: head.hash };
  }

  /** The rows of a period in the order of the chain, page by page. */
  async *pages(
    options: { through?: number; from?: string; to?: string } = {},
  ): AsyncGenerator<AuditRow[]> {
    let last: AuditRow | undefined;
    do {
      const rows = await this.#page(options, last);
      if (rows.length > 0) yield rows;
      last = rows.length === ROWS_PER_PAGE ? rows.at(-1) : undefined;
    } while (last);
  }

  async #page(
    { through, from, to }: { through?: number; from?: string; to?: string },
    last: AuditRow | undefined,
  ): Promise<AuditRow[]> {
    const query = this.#db<AuditRow>('audit')
      .whereNotNull('position')
      .orderBy(['position', 'id'])
      .limit(ROWS_PER_PAGE);
    if (through !== undefined) query.andWhere('position', '<=', through);
    if (from) query.andWhere('at', '>=', from);
    if (to) query.andWhere('at', '<', to);
    if (last) {
      const { id, position } = last;
      query.andWhere(after => {
        after.where('position', '>', position).orWhere(same => {
          same.where({ position }).andWhere('id', '>', id);
        });
      });
    }
    return query;
  }

  /** Rows that the engine has not written: they have no place, or one after the chain's end. */
  async strangers(limit: number): Promise<AuditRow[]> {
    const end = this.#db<AuditChainRow>('audit_chain')
      .where({ name: 'audit' })
      .select('position');
    return this.#db<AuditRow>('audit')
      .where(query => {
        query.whereNull('position').orWhere('position', '>', end);
      })
      .orderBy('id')
      .limit(limit);
  }

  async findByHash(hash: string): Promise<AuditRow | undefined> {
    return this.#db<AuditRow>('audit').where({ hash }).first();
  }

  async findByPosition(position: number): Promise<AuditRow | undefined> {
    return this.#db<AuditRow>('audit').where({ position }).first();
  }

  /** What checkpoints say of removed rows, the newest first. */
  async checkpoints(): Promise<AuditCheckpoint[]> {
    const rows = await this.#db<AuditRow>('audit')
      .where({ action: CHECKPOINT_ACTION, outcome: 'done' })
      .whereNotNull('details')
      .orderBy('position', 'desc');
    return rows.flatMap(({ details }) =>
      details === null ? [] : [JSON.parse(details)],
    );
  }
}
