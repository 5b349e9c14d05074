// SPDX-License-Identifier: Apache-2.0
import {
  type Connection,
  connectionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { chunks } from './rows';

interface ConnectionRow {
  account_id: string;
  region: string;
  service: string;
  state: string;
  action: string | null;
  hint: string | null;
  tested_at: string;
}

/** Keeps the last test of each connection. */
export class ConnectionsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<Connection[]> {
    const rows = await this.#db<ConnectionRow>('estate_connections').orderBy([
      'account_id',
      'region',
      'service',
    ]);
    return rows.map(row =>
      connectionSchema.parse({
        accountId: row.account_id,
        region: row.region,
        service: row.service,
        state: row.state,
        action: row.action ?? undefined,
        hint: row.hint ?? undefined,
        testedAt: row.tested_at,
      }),
    );
  }

  async keep(
    tested: readonly Omit<Connection, 'testedAt'>[],
    testedAt: string,
  ): Promise<void> {
    for (const part of chunks(tested)) {
      const rows = part.map(
        (each): ConnectionRow => ({
          account_id: each.accountId,
          region: each.region,
          service: each.service,
          state: each.state,
          action: each.action ?? null,
          hint: each.hint ?? null,
          tested_at: testedAt,
        }),
      );
      await this.#db('estate_connections')
        .insert(rows)
        .onConflict(['account_id', 'region', 'service'])
        .merge();
    }
  }
}
