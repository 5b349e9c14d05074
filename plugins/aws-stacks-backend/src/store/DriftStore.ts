// SPDX-License-Identifier: Apache-2.0
import type {
  DriftFinding,
  DriftedResource,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { applyIgnores, countDrifted, keepCauses } from '../rules/drift';
import { DriftIgnoresStore } from './DriftIgnoresStore';
import type { DueCheck } from './DriftLeasesStore';
import type { DriftCheckRow, RunRow, StackRow } from './rows';

/** States in which a run may be changing the account. */
const CHANGING_STATES = ['applying', 'verifying', 'needs-attention'] as const;

/** The last look at a stack, and the next one. */
export interface DriftCheck {
  stackId: string;
  dueAt: string;
  askedBy?: string;
  /** Until when somebody has it. */
  leaseUntil?: string;
  resources: DriftedResource[];
  unchecked: string[];
  notes: string[];
}

/** What a look has brought. */
export type DriftOutcome =
  | {
      kind: 'found';
      resources: DriftFinding[];
      unchecked: string[];
      notes: string[];
      /** How many resources the stack has. */
      total: number;
    }
  | { kind: 'failed'; problem: string };

/** What a look has changed. */
export interface DriftSettled {
  /** False when the stack was changed meanwhile, so that what was seen says nothing. */
  stored: boolean;
  /** It was in sync, or not known, and is drifted now. */
  isNew: boolean;
  resources: DriftedResource[];
}

/** Reads and writes the table `drift_checks`, and what it comes to on `stacks`. */
export class DriftStore {
  readonly #db: Knex;
  readonly #ignores: DriftIgnoresStore;

  constructor(db: Knex) {
    this.#db = db;
    this.#ignores = new DriftIgnoresStore(db);
  }

  async find(stackId: string): Promise<DriftCheck | undefined> {
    const row = await this.#db<DriftCheckRow>('drift_checks')
      .where({ stack_id: stackId })
      .first();
    return row && toCheck(row);
  }

  /** Stores what a look has brought, unless the stack was changed meanwhile, and when the next one is. */
  async settle(
    due: DueCheck,
    outcome: DriftOutcome,
    options: { owner: string; nextAt: Date },
  ): Promise<DriftSettled> {
    return this.#db.transaction(async trx => {
      const check = await trx<DriftCheckRow>('drift_checks')
        .where({ stack_id: due.stackId, lease_owner: options.owner })
        .first();
      const stack = await trx<StackRow>('stacks')
        .where({ id: due.stackId })
        .first();
      const nothing = { stored: false, isNew: false, resources: [] };
      if (!check || !stack) return nothing;
      await trx<DriftCheckRow>('drift_checks')
        .where({ stack_id: due.stackId })
        .update({
          // Who asked while it was looked at wants to know how it is since then.
          ...(check.due_at === due.dueAt && {
            due_at: options.nextAt.toISOString(),
            asked_by: null,
          }),
          lease_owner: null,
          lease_until: null,
        });
      if (await wasDisturbed(trx, stack, due)) return nothing;
      return outcome.kind === 'failed'
        ? this.#storeProblem(trx, stack, outcome.problem)
        : this.#storeFound(trx, { stack, check }, outcome);
    });
  }

  /** Adds who did it, where the resource is still as it was when that was looked up. */
  async addCauses(
    stackId: string,
    found: readonly DriftedResource[],
  ): Promise<void> {
    await this.#db.transaction(async trx => {
      const row = await trx<DriftCheckRow>('drift_checks')
        .where({ stack_id: stackId })
        .first();
      if (!row) return;
      const resources = keepCauses(toCheck(row).resources, found);
      await trx<DriftCheckRow>('drift_checks')
        .where({ stack_id: stackId })
        .update({ resources: JSON.stringify(resources) });
    });
  }

  /** Counts again after a rule was added or has ended. What was never looked at stays unknown. */
  async recount(stackId: string, trx: Knex = this.#db): Promise<void> {
    const row = await trx<DriftCheckRow>('drift_checks')
      .where({ stack_id: stackId })
      .first();
    const stack = await trx<StackRow>('stacks').where({ id: stackId }).first();
    if (!row || !stack || stack.drift_state === 'unknown') return;
    await this.#setState(trx, stack, toCheck(row));
  }

  /** The names of the secret variables that the applied source was given. */
  async secretNames(stackId: string, sourceDigest: string): Promise<string[]> {
    const run = await this.#db<RunRow>('runs')
      .where({
        stack_id: stackId,
        source_digest: sourceDigest,
        state: 'succeeded',
      })
      .orderBy('id', 'desc')
      .first('secret_names');
    return run?.secret_names ? JSON.parse(run.secret_names) : [];
  }

  async #storeProblem(trx: Knex, stack: StackRow, problem: string) {
    await setStack(trx, stack, {
      drift_state: 'unknown',
      drift_problem: problem,
    });
    return { stored: true, isNew: false, resources: [] };
  }

  async #storeFound(
    trx: Knex,
    { stack, check }: { stack: StackRow; check: DriftCheckRow },
    found: Extract<DriftOutcome, { kind: 'found' }>,
  ): Promise<DriftSettled> {
    const resources = keepCauses(found.resources, toCheck(check).resources);
    const { unchecked, notes, total } = found;
    await trx<DriftCheckRow>('drift_checks')
      .where({ stack_id: stack.id })
      .update({
        resources: JSON.stringify(resources),
        unchecked: JSON.stringify(unchecked),
        notes: JSON.stringify(notes),
      });
    const blind =
      resources.length === 0 && total > 0 && unchecked.length >= total;
    if (blind) {
      const problem =
        notes[0] ?? 'None of its resources could be compared with the source';
      return this.#storeProblem(trx, stack, problem);
    }
    const isNew = await this.#setState(trx, stack, {
      resources,
      unchecked,
      checkedAt: new Date().toISOString(),
    });
    return { stored: true, isNew, resources };
  }

  /** Answers whether the stack has begun to drift. */
  async #setState(
    trx: Knex,
    stack: StackRow,
    seen: Pick<DriftCheck, 'resources' | 'unchecked'> & { checkedAt?: string },
  ): Promise<boolean> {
    const now = new Date();
    const ignores = await this.#ignores.listHolding(stack.id, trx);
    const count = countDrifted(applyIgnores(seen.resources, ignores, now));
    const since = stack.drift_since ?? now.toISOString();
    await setStack(trx, stack, {
      drift_state: count > 0 ? 'drifted' : 'in-sync',
      drift_since: count > 0 ? since : null,
      drift_resources: count,
      drift_unchecked: seen.unchecked.length,
      drift_problem: null,
      ...(seen.checkedAt ? { drift_checked_at: seen.checkedAt } : {}),
    });
    return count > 0 && stack.drift_since === null;
  }
}

/**
 * What an apply leaves behind, in its transaction: Terraform has proved that a second plan is empty; of a CDK stack
 * nothing is known until it is looked at, which is now.
 */
export async function resetDrift(
  trx: Knex,
  { engine, stackId }: Pick<Run, 'engine' | 'stackId'>,
): Promise<void> {
  const proved = engine === 'terraform';
  const now = new Date().toISOString();
  await trx<StackRow>('stacks')
    .where({ id: stackId })
    .update({
      drift_state: proved ? 'in-sync' : 'unknown',
      drift_checked_at: proved ? now : null,
      drift_since: null,
      drift_resources: 0,
      drift_unchecked: 0,
      drift_problem: null,
    });
  await trx<DriftCheckRow>('drift_checks')
    .where({ stack_id: stackId })
    .update({
      resources: '[]',
      unchecked: '[]',
      notes: '[]',
      ...(proved ? {} : { due_at: now }),
    });
}

/** A change that has ended meanwhile has another time of apply; one that goes on has a run. */
async function wasDisturbed(
  trx: Knex,
  stack: StackRow,
  due: DueCheck,
): Promise<boolean> {
  const changing = await trx<RunRow>('runs')
    .where({ stack_id: stack.id })
    .whereIn('state', [...CHANGING_STATES])
    .first('id');
  return (
    changing !== undefined ||
    stack.status !== 'applied' ||
    (stack.kind === 'managed' && stack.applied_at !== due.appliedAt) ||
    (stack.source_digest ?? undefined) !== due.sourceDigest
  );
}

/** The list of stacks is read by what has changed; only what others can see counts as a change. */
async function setStack(
  trx: Knex,
  stack: StackRow,
  columns: Partial<StackRow>,
): Promise<void> {
  const isVisible =
    columns.drift_state !== stack.drift_state ||
    (columns.drift_resources ?? stack.drift_resources) !==
      stack.drift_resources;
  await trx<StackRow>('stacks')
    .where({ id: stack.id })
    .update({
      ...columns,
      ...(isVisible ? { updated_at: new Date().toISOString() } : {}),
    });
}

function toCheck(row: DriftCheckRow): DriftCheck {
  return {
    stackId: row.stack_id,
    dueAt: row.due_at,
    askedBy: row.asked_by ?? undefined,
    leaseUntil: row.lease_until ?? undefined,
    resources: JSON.parse(row.resources),
    unchecked: JSON.parse(row.unchecked),
    notes: JSON.parse(row.notes),
  };
}
