// SPDX-License-Identifier: Apache-2.0
import {
  type Run,
  type RunState,
  type Target,
  isTerminalRunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { assertTransition } from '../rules/runStates';
import { AuditStore } from './AuditStore';
import { insertEvents } from './EventsStore';
import { type StackCriteria, whereAllowed } from './filters';
import type { RunRow, StackRow } from './rows';
import {
  type JoinedRunRow,
  RECORD_COLUMNS,
  RUN_COLUMNS,
  type RunRecord,
  toRecord,
  toRun,
} from './runRecord';

/** What a list of runs is narrowed to. */
export interface RunsFilter {
  limit: number;
  before?: string;
  allowed?: StackCriteria;
  stackId?: string;
  states?: readonly RunState[];
  accountId?: string;
  requestedBy?: string;
  ids?: readonly string[];
}

/** A change of state, with what is recorded of it. */
export interface Transition {
  runId: string;
  from: RunState;
  to: RunState;
  actor: string;
  reason?: string;
  hint?: string;
  /** The name of the step in the audit; `run.<to>` by default. */
  action?: string;
  /** Other columns that change with it. */
  patch?: Partial<RunRow>;
  /** Only while this owner has the lease. */
  leaseOwner?: string;
  /** What else happens in the same transaction. */
  then?: (trx: Knex) => Promise<void>;
}

/** A run that waits for agreement, as far as it decides who is asked. */
export interface WaitingRow {
  id: string;
  stackId: string;
  owner: string;
  target: Target;
  /** Empty when the plan does not expire. */
  expiresAt: string;
}

/** Reads and writes the table `runs`. Every change of state goes through {@link RunsStore.transition}. */
export class RunsStore {
  readonly #db: Knex;
  readonly #audit: AuditStore;

  constructor(db: Knex, audit = new AuditStore(db)) {
    this.#db = db;
    this.#audit = audit;
  }

  /** Runs with the newest first. */
  async list(filter: RunsFilter): Promise<Run[]> {
    const query = this.#db('runs')
      .join('stacks', 'stacks.id', 'runs.stack_id')
      .select<JoinedRunRow[]>(...RUN_COLUMNS)
      .orderBy('runs.id', 'desc')
      .limit(filter.limit);
    whereAllowed(query, filter.allowed);
    if (filter.before) query.andWhere('runs.id', '<', filter.before);
    if (filter.stackId) query.andWhere('runs.stack_id', filter.stackId);
    if (filter.ids) query.whereIn('runs.id', [...filter.ids]);
    if (filter.states) query.whereIn('runs.state', [...filter.states]);
    if (filter.accountId) query.andWhere('stacks.account_id', filter.accountId);
    if (filter.requestedBy) {
      query.andWhere('runs.requested_by', filter.requestedBy);
    }
    return (await query).map(toRun);
  }

  async find(id: string, trx: Knex = this.#db): Promise<RunRecord | undefined> {
    const [record] = await this.#records(trx).where({ 'runs.id': id });
    return record && toRecord(record);
  }

  /** The runs in one of these states that fulfil one more condition, oldest first. */
  async listRecords(
    states: readonly RunState[],
    narrow: (query: Knex.QueryBuilder) => unknown = () => undefined,
  ): Promise<RunRecord[]> {
    const query = this.#records(this.#db)
      .whereIn('runs.state', [...states])
      .orderBy('runs.id');
    narrow(query);
    return (await query).map(toRecord);
  }

  /** What decides who is asked about the plans that wait for agreement, and when they expire. */
  async listWaiting(allowed: StackCriteria): Promise<WaitingRow[]> {
    const query = this.#db('runs')
      .join('stacks', 'stacks.id', 'runs.stack_id')
      .where('runs.state', 'awaiting-approval')
      .select<JoinedRunRow[]>(
        'runs.id',
        'runs.stack_id',
        'runs.expires_at',
        'stacks.owner',
        'stacks.account_id',
        'stacks.region',
        'stacks.environment',
      );
    whereAllowed(query, allowed);
    return (await query).map(row => ({
      id: row.id,
      stackId: row.stack_id,
      owner: row.owner,
      expiresAt: row.expires_at ?? '',
      target: {
        accountId: row.account_id,
        region: row.region,
        environment: row.environment,
      },
    }));
  }

  /** Says anew why a run is in its state, for as long as it is in it. */
  async explain(
    id: string,
    state: RunState,
    why: { reason: string; hint?: string },
  ): Promise<void> {
    const hint = why.hint ?? null;
    await this.#db<RunRow>('runs')
      .where({ id, state })
      .andWhere(other =>
        other.whereNull('reason').orWhereNot('reason', why.reason),
      )
      .update({ reason: why.reason, hint });
  }

  async findByKey(
    requestedBy: string,
    key: string,
  ): Promise<RunRecord | undefined> {
    const [row] = await this.#records(this.#db).where({
      'runs.requested_by': requestedBy,
      'runs.idempotency_key': key,
    });
    return row && toRecord(row);
  }

  /** The redacted plan as JSON text, and the sealed secrets. */
  async findPlan(id: string): Promise<string | undefined> {
    const row = await this.#db<RunRow>('runs').where({ id }).first('plan');
    return row?.plan ?? undefined;
  }

  async findSecrets(id: string): Promise<string | undefined> {
    const row = await this.#db<RunRow>('runs').where({ id }).first('secrets');
    return row?.secrets ?? undefined;
  }

  /** Changes columns that are no state, for as long as the lease is held. */
  async patch(
    id: string,
    leaseOwner: string,
    patch: Partial<RunRow>,
  ): Promise<boolean> {
    const updated = await this.#db<RunRow>('runs')
      .where({ id, lease_owner: leaseOwner })
      .update(patch);
    return updated > 0;
  }

  /**
   * Changes a run's state if it is still in the state that is left, together with its audit row and event.
   *
   * @param outer - A transaction that {@link AuditStore.transaction} began
   * @returns false when somebody else was first; then nothing has happened
   */
  async transition(change: Transition, outer?: Knex): Promise<boolean> {
    assertTransition(change.from, change.to);
    if (outer) return this.#change(change, outer);
    return this.#audit.transaction(trx => this.#change(change, trx));
  }

  async #change(change: Transition, trx: Knex): Promise<boolean> {
    const now = new Date().toISOString();
    const [row] = await trx<RunRow>('runs')
      .where({ id: change.runId, state: change.from })
      .andWhere(guard => {
        if (change.leaseOwner) guard.where('lease_owner', change.leaseOwner);
      })
      .update({ ...toPatch(change, now), last_seq: trx.raw('last_seq + 1') })
      .returning(['last_seq', 'stack_id']);
    if (!row) return false;
    await trx<StackRow>('stacks')
      .where({ id: row.stack_id })
      .update({ updated_at: now });
    await insertEvents(trx, change.runId, row.last_seq - 1, [
      {
        kind: 'state',
        at: now,
        from: change.from,
        to: change.to,
        actor: change.actor,
        reason: change.reason,
      },
    ]);
    await this.#audit.add(
      {
        actor: change.actor,
        action: change.action ?? `run.${change.to}`,
        outcome: 'done',
        runId: change.runId,
        stackId: row.stack_id,
        from: change.from,
        to: change.to,
        reason: change.reason,
      },
      trx,
    );
    await change.then?.(trx);
    return true;
  }

  #records(db: Knex) {
    return db('runs')
      .join('stacks', 'stacks.id', 'runs.stack_id')
      .select<JoinedRunRow[]>(...RECORD_COLUMNS);
  }
}

function toPatch(change: Transition, now: string): Partial<RunRow> {
  const ended: Partial<RunRow> = isTerminalRunState(change.to)
    ? {
        finished_at: now,
        job: null,
        secrets: null,
        lease_owner: null,
        lease_until: null,
      }
    : {};
  return {
    reason: change.reason ?? null,
    hint: change.hint ?? null,
    ...ended,
    ...change.patch,
    state: change.to,
    updated_at: now,
  };
}
