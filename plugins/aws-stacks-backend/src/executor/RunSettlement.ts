// SPDX-License-Identifier: Apache-2.0
import type { RunnerResult } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  RunState,
  StackResource,
  StackOutput,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type JobEnding, outcomeOf } from '../rules/outcomes';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { RunApprovals } from '../service/RunApprovals';
import { resetDrift } from '../store/DriftStore';
import type { RunRecord } from '../store/runRecord';
import type { RunRow, StackRow } from '../store/rows';
import type { RunsStore, Transition } from '../store/RunsStore';
import { endStack } from '../store/stackLife';

type Plan = NonNullable<RunnerResult['plan']>;

/** What an apply or a verification has found to stand in the account. */
export interface Applied {
  outputs: StackOutput[];
  resources: StackResource[];
}

const isDestroy = ({ run }: RunRecord) => run.operation === 'destroy';

/** Turns the end of a job into the next state of its run. Each method answers false when somebody else was first. */
export class RunSettlement {
  readonly #runs: RunsStore;
  readonly #approvals: RunApprovals;
  readonly #planExpiryMs: number;

  static create(options: {
    runs: RunsStore;
    approvals: RunApprovals;
    planExpiryMs: number;
  }): RunSettlement {
    return new RunSettlement(options);
  }

  private constructor(options: {
    runs: RunsStore;
    approvals: RunApprovals;
    planExpiryMs: number;
  }) {
    this.#runs = options.runs;
    this.#approvals = options.approvals;
    this.#planExpiryMs = options.planExpiryMs;
  }

  async settle(
    record: RunRecord,
    ending: JobEnding,
    leaseOwner: string,
  ): Promise<boolean> {
    const result = ending.kind === 'result' ? ending.result : undefined;
    if (result?.outcome === 'succeeded') {
      if (record.run.state === 'planning' && result.plan) {
        return this.#planned(record, result.plan, leaseOwner);
      }
      if (record.run.state !== 'planning' && result.applied) {
        return this.#applied(record, result.applied, leaseOwner);
      }
    }
    return this.#ended(record, ending, leaseOwner);
  }

  /** A plan without changes: the run is done, and what is applied equals the new source. */
  async unchanged(record: RunRecord, leaseOwner: string): Promise<boolean> {
    return this.#runs.transition({
      ...this.#step(record, 'succeeded', leaseOwner),
      reason: isDestroy(record)
        ? 'Nothing is left to destroy'
        : 'The plan has no changes',
      then: trx =>
        isDestroy(record)
          ? endStack(trx, record.run.stackId, {})
          : this.#storeSource(trx, record),
    });
  }

  async #planned(
    record: RunRecord,
    plan: Plan,
    leaseOwner: string,
  ): Promise<boolean> {
    if (record.cancelledBy) {
      return this.#runs.transition({
        ...this.#step(record, 'cancelled', leaseOwner),
        reason: `${record.cancelledBy} cancelled the run while it was planned`,
      });
    }
    const now = Date.now();
    return this.#runs.transition({
      ...this.#step(record, 'planned', leaseOwner),
      patch: {
        job: null,
        plan_digest: plan.planDigest,
        summary: JSON.stringify(plan.diff.summary),
        has_changes: plan.diff.hasChanges,
        plan: JSON.stringify(plan.diff),
        planned_at: new Date(now).toISOString(),
        expires_at: new Date(now + this.#planExpiryMs).toISOString(),
      },
      then: trx =>
        this.#approvals.request(trx, {
          ...record.run,
          planDigest: plan.planDigest,
        }),
    });
  }

  async #applied(
    record: RunRecord,
    applied: Applied,
    leaseOwner: string,
  ): Promise<boolean> {
    const verifying =
      record.run.state === 'verifying' ||
      (await this.#runs.transition(
        this.#step(record, 'verifying', leaseOwner),
      ));
    if (!verifying) return false;
    return this.#runs.transition({
      ...this.#step(record, 'succeeded', leaseOwner),
      from: 'verifying',
      then: trx => this.#storeApplied(trx, record, applied),
    });
  }

  async #ended(
    record: RunRecord,
    ending: JobEnding,
    leaseOwner: string,
  ): Promise<boolean> {
    const outcome = outcomeOf(record.run.state, ending);
    const { lock, standing } = ending.kind === 'result' ? ending.result : {};
    const patch: Partial<RunRow> = {
      job: null,
      cancelled_by: null,
      lock_id: lock?.id ?? null,
    };
    return this.#runs.transition({
      ...this.#step(record, outcome.to, leaseOwner),
      reason: outcome.reason,
      hint: outcome.hint,
      patch,
      then: async trx => {
        if (outcome.to === 'needs-attention') {
          await setStack(trx, record, {
            status: 'needs-attention',
            ...(standing && { resources: JSON.stringify(standing) }),
          });
        }
      },
    });
  }

  #step(record: RunRecord, to: RunState, leaseOwner: string): Transition {
    const { id, state } = record.run;
    return { runId: id, from: state, to, actor: ENGINE_ACTOR, leaseOwner };
  }

  async #storeApplied(
    trx: Knex,
    record: RunRecord,
    applied: Applied,
  ): Promise<void> {
    const resources = JSON.stringify(applied.resources);
    if (isDestroy(record)) {
      await endStack(trx, record.run.stackId, { resources });
      return;
    }
    await setStack(trx, record, {
      status: 'applied',
      applied_at: new Date().toISOString(),
      outputs: JSON.stringify(applied.outputs),
      resources,
      ...(await sourceColumns(trx, record)),
    });
    await resetDrift(trx, record.run);
  }

  async #storeSource(trx: Knex, record: RunRecord): Promise<void> {
    const stack = await trx<StackRow>('stacks')
      .where({ id: record.run.stackId })
      .first('applied_at');
    if (!stack?.applied_at) return;
    await setStack(trx, record, {
      status: 'applied',
      ...(await sourceColumns(trx, record)),
    });
    // An empty change set says nothing of what was changed past the template.
    if (record.run.engine === 'terraform') await resetDrift(trx, record.run);
  }
}

/** What the stack takes over from the run that stands now. */
async function sourceColumns(
  trx: Knex,
  { run, description, layerOutputs }: RunRecord,
): Promise<Partial<StackRow>> {
  const ids = [...new Set(layerOutputs.map(({ stackId }) => stackId))];
  const stacks = await trx<StackRow>('stacks')
    .whereIn('id', ids)
    .orderBy('id')
    .select('id', 'entity_ref');
  const dependsOn = stacks.map(stack => ({
    stackId: stack.id,
    entityRef: stack.entity_ref,
  }));
  return {
    source_digest: run.source.digest,
    system: run.system ?? null,
    description: description ?? null,
    depends_on: JSON.stringify(dependsOn),
  };
}

async function setStack(
  trx: Knex,
  { run }: RunRecord,
  columns: Partial<StackRow>,
): Promise<void> {
  await trx<StackRow>('stacks').where({ id: run.stackId }).update(columns);
}
