// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';

/** An account of the organization. */
export interface OrganizationAccount {
  accountId: string;
  name: string;
}

/** Keeps the accounts of the organization as they were last listed. */
export class AccountsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<OrganizationAccount[]> {
    const rows = await this.#db('estate_accounts').orderBy('account_id');
    return rows.map(row => ({ accountId: row.account_id, name: row.name }));
  }

  /** Takes over the whole list. */
  async replace(accounts: readonly OrganizationAccount[]): Promise<void> {
    await this.#db.transaction(async tx => {
      await tx('estate_accounts').delete();
      for (const { accountId, name } of accounts) {
        await tx('estate_accounts').insert({ account_id: accountId, name });
      }
    });
  }
}
