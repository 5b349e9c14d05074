// SPDX-License-Identifier: Apache-2.0
import {
  type Problem,
  problemSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
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

  /** When accounts were last listed, and why that failed since. */
  async listing(): Promise<{ listedAt?: string; problem?: Problem }> {
    const row = await this.#db('estate_organization')
      .where({ id: 1 })
      .first('listed_at', 'problem');
    return {
      listedAt: row.listed_at ?? undefined,
      problem: row.problem
        ? problemSchema.parse(JSON.parse(row.problem))
        : undefined,
    };
  }

  async keepProblem(problem: Problem): Promise<void> {
    await this.#db('estate_organization')
      .where({ id: 1 })
      .update({ problem: JSON.stringify(problem) });
  }

  /** Takes over the whole list. */
  async replace(
    accounts: readonly OrganizationAccount[],
    listedAt: string,
  ): Promise<void> {
    await this.#db.transaction(async tx => {
      await tx('estate_organization')
        .where({ id: 1 })
        .update({ listed_at: listedAt, problem: null });
      await tx('estate_accounts').delete();
      for (const { accountId, name } of accounts) {
        await tx('estate_accounts').insert({ account_id: accountId, name });
      }
    });
  }
}
