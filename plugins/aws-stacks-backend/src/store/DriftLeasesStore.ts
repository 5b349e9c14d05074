// SPDX-License-Identifier: Apache-2.0
import { BUSY_RUN_STATES } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { WORKING_STATES } from '../rules/runStates';
import type { DriftCheckRow } from './rows';

const AT_ONCE = 200;
/** What was just applied is let settle. */
const FIRST_MS = 60_000;

/** A look that is to be taken. */
export interface DueCheck {
  stackId: string;
  dueAt: string;
  askedBy?: string;
  accountId: string;
  /** Absent where what stands was made elsewhere. */
  sourceDigest?: string;
  appliedAt: string;
}

const newCheck = (stackId: string) => ({
  stack_id: stackId,
  resources: '[]',
  unchecked: '[]',
  notes: '[]',
});

/** Decides which replica looks at which stack, and when. */
export class DriftLeasesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** Gives each applied stack that has none its first look, spread over some time. */
  async addMissing(spreadMs: number): Promise<void> {
    const missing = await this.#db('stacks')
      .leftJoin('drift_checks', 'drift_checks.stack_id', 'stacks.id')
      .where({ 'stacks.status': 'applied' })
      .andWhere(whereComparable)
      .whereNull('drift_checks.stack_id')
      .limit(AT_ONCE)
      .select<{ id: string }[]>('stacks.id');
    for (const { id } of missing) {
      const waitMs = FIRST_MS + Math.random() * spreadMs;
      const dueAt = new Date(Date.now() + waitMs);
      await insertCheck(this.#db, id, dueAt.toISOString());
    }
  }

  /** What is due now, the longest first; nothing of a stack that a run works on. */
  async listDue(options: { scheduled: boolean }): Promise<DueCheck[]> {
    const now = new Date().toISOString();
    const query = this.#db('drift_checks')
      .join('stacks', 'stacks.id', 'drift_checks.stack_id')
      .where({ 'stacks.status': 'applied' })
      .andWhere(whereComparable)
      .whereNotNull('stacks.applied_at')
      .andWhere('drift_checks.due_at', '<=', now)
      .andWhere(free =>
        free
          .whereNull('drift_checks.lease_until')
          .orWhere('drift_checks.lease_until', '<', now),
      )
      .whereNotExists(
        this.#db('runs')
          .whereRaw('runs.stack_id = stacks.id')
          .whereIn('runs.state', [...BUSY_RUN_STATES])
          .select('runs.id'),
      )
      .orderBy('drift_checks.due_at')
      .limit(AT_ONCE);
    if (!options.scheduled) query.whereNotNull('drift_checks.asked_by');
    const rows: DueRow[] = await query.select(
      'drift_checks.stack_id',
      'drift_checks.due_at',
      'drift_checks.asked_by',
      'stacks.account_id',
      'stacks.source_digest',
      'stacks.applied_at',
    );
    return rows.map(row => ({
      stackId: row.stack_id,
      dueAt: row.due_at,
      askedBy: row.asked_by ?? undefined,
      accountId: row.account_id,
      sourceDigest: row.source_digest ?? undefined,
      appliedAt: row.applied_at,
    }));
  }

  /** Takes a look for itself, if it is still free and the limits leave room beside runs and other looks. */
  async claim(
    due: DueCheck,
    holder: { owner: string; until: Date },
    limits: { total: number; perAccount: number },
  ): Promise<boolean> {
    return this.#db.transaction(async trx => {
      await trx('locks').where({ name: 'claim' }).increment('counter', 1);
      if (!(await hasRoom(trx, due.accountId, limits))) return false;
      const now = new Date().toISOString();
      const taken = await trx<DriftCheckRow>('drift_checks')
        .where({ stack_id: due.stackId, due_at: due.dueAt })
        .andWhere(free =>
          free.whereNull('lease_until').orWhere('lease_until', '<', now),
        )
        .update({
          lease_owner: holder.owner,
          lease_until: holder.until.toISOString(),
        });
      return taken > 0;
    });
  }

  /** Keeps what was claimed. Answers false when it is somebody else's by now. */
  async renew(
    stackId: string,
    holder: { owner: string; until: Date },
  ): Promise<boolean> {
    const kept = await this.#db<DriftCheckRow>('drift_checks')
      .where({ stack_id: stackId, lease_owner: holder.owner })
      .update({ lease_until: holder.until.toISOString() });
    return kept > 0;
  }

  async release(stackId: string, owner: string): Promise<void> {
    await this.#db<DriftCheckRow>('drift_checks')
      .where({ stack_id: stackId, lease_owner: owner })
      .update({ lease_owner: null, lease_until: null });
  }

  /** Has a stack looked at as soon as there is room. */
  async ask(stackId: string, askedBy: string): Promise<void> {
    const asked = { due_at: new Date().toISOString(), asked_by: askedBy };
    await this.#db<DriftCheckRow>('drift_checks')
      .insert({ ...newCheck(stackId), ...asked })
      .onConflict('stack_id')
      .merge(asked);
  }
}

interface DueRow {
  stack_id: string;
  due_at: string;
  asked_by: string | null;
  account_id: string;
  source_digest: string | null;
  applied_at: string;
}

/** A stack of ours has a source to be compared with; one that was made elsewhere is read again. */
function whereComparable(query: Knex.QueryBuilder): void {
  query.whereNotNull('stacks.source_digest').orWhere('stacks.kind', 'standing');
}

async function insertCheck(db: Knex, stackId: string, dueAt: string) {
  await db<DriftCheckRow>('drift_checks')
    .insert({ ...newCheck(stackId), due_at: dueAt })
    .onConflict('stack_id')
    .ignore();
}

/** A look is a runner like any other: it waits for room in the account, and for room among the looks. */
async function hasRoom(
  trx: Knex,
  accountId: string,
  limits: { total: number; perAccount: number },
): Promise<boolean> {
  const now = new Date().toISOString();
  const looks = await trx('drift_checks')
    .join('stacks', 'stacks.id', 'drift_checks.stack_id')
    .where('drift_checks.lease_until', '>=', now)
    .select<{ account_id: string }[]>('stacks.account_id');
  const runs = await trx('runs')
    .join('stacks', 'stacks.id', 'runs.stack_id')
    .whereIn('runs.state', [...WORKING_STATES])
    .where('stacks.account_id', accountId)
    .select<{ account_id: string }[]>('stacks.account_id');
  const looksHere = looks.filter(({ account_id: id }) => id === accountId);
  return (
    looks.length < limits.total &&
    runs.length + looksHere.length < limits.perAccount
  );
}
