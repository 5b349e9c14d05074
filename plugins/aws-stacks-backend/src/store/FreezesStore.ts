// SPDX-License-Identifier: Apache-2.0
import type {
  Environment,
  FreezeScope,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { FreezeRow } from './rows';

/** A freeze that a person declared. */
export interface StoredFreeze {
  id: string;
  scope: FreezeScope;
  reason: string;
  from: string;
  until?: string;
  createdBy: string;
  endedAt?: string;
}

/** Writes and reads the table `freezes`. */
export class FreezesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async add(freeze: StoredFreeze, trx: Knex): Promise<void> {
    await trx<FreezeRow>('freezes').insert({
      id: freeze.id,
      ...toColumns(freeze.scope),
      reason: freeze.reason,
      from_at: freeze.from,
      until_at: freeze.until ?? null,
      created_by: freeze.createdBy,
    });
  }

  async find(id: string): Promise<StoredFreeze | undefined> {
    const row = await this.#db<FreezeRow>('freezes').where({ id }).first();
    return row && toFreeze(row);
  }

  /** Those that nobody has ended and whose time is not over. */
  async listOpen(now: Date, trx: Knex = this.#db): Promise<StoredFreeze[]> {
    const rows = await trx<FreezeRow>('freezes')
      .whereNull('ended_at')
      .andWhere(open =>
        open.whereNull('until_at').orWhere('until_at', '>', now.toISOString()),
      )
      .orderBy('id');
    return rows.map(toFreeze);
  }

  /** Answers false when it was ended already. */
  async end(
    id: string,
    by: { userRef: string; at: string },
    trx: Knex,
  ): Promise<boolean> {
    const updated = await trx<FreezeRow>('freezes')
      .where({ id })
      .whereNull('ended_at')
      .update({ ended_at: by.at, ended_by: by.userRef });
    return updated > 0;
  }
}

function toColumns(scope: FreezeScope): Pick<FreezeRow, 'kind' | 'value'> {
  switch (scope.kind) {
    case 'environment':
      return { kind: scope.kind, value: scope.environment };
    case 'account':
      return { kind: scope.kind, value: scope.accountId };
    default:
      return { kind: scope.kind, value: null };
  }
}

const ENVIRONMENTS: readonly Environment[] = [
  'production',
  'staging',
  'development',
];

/** A scope that cannot be read is that of everything: a freeze never gets smaller by itself. */
function toScope({ kind, value }: FreezeRow): FreezeScope {
  const environment = ENVIRONMENTS.find(each => each === value);
  if (kind === 'environment' && environment) return { kind, environment };
  if (kind === 'account' && value) return { kind, accountId: value };
  return { kind: 'everything' };
}

function toFreeze(row: FreezeRow): StoredFreeze {
  return {
    id: row.id,
    scope: toScope(row),
    reason: row.reason,
    from: row.from_at,
    until: row.until_at ?? undefined,
    createdBy: row.created_by,
    endedAt: row.ended_at ?? undefined,
  };
}
