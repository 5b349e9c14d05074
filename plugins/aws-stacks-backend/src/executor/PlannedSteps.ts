// SPDX-License-Identifier: Apache-2.0
import { NotFoundError } from '@backstage/errors';
import type {
  PlanDiff,
  PolicyReview,
  RunRisk,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import { risksOf } from '../rules/risks';
import { ENGINE_ACTOR } from '../rules/runStates';
import type { FreezeGuard } from '../service/FreezeGuard';
import type { Objection, PlanReview } from '../service/PlanReview';
import type { RunApprovals } from '../service/RunApprovals';
import type { ConcurrencyLimits, LeasesStore } from '../store/LeasesStore';
import type { RunRow } from '../store/rows';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';
import type { StacksStore } from '../store/StacksStore';
import type { RunSettlement } from './RunSettlement';

/** What these steps work with. */
export interface PlannedStepsOptions {
  runs: RunsStore;
  stacks: StacksStore;
  leases: LeasesStore;
  review: PlanReview;
  approvals: RunApprovals;
  freezeGuard: FreezeGuard;
  settlement: RunSettlement;
  limits: ConcurrencyLimits;
}

/** What is known of a plan once it was looked at. */
interface Assessment {
  risks: RunRisk[];
  /** What is stored: policies, costs and risks. */
  patch: Partial<RunRow>;
  /** Asks for agreement anew, by what is known now. */
  ask: (trx: Knex) => Promise<void>;
}

/** The steps between plan and apply that need no runner. Each answers whether the run can go on at once. */
export class PlannedSteps {
  readonly #options: PlannedStepsOptions;

  static create(options: PlannedStepsOptions): PlannedSteps {
    return new PlannedSteps(options);
  }

  private constructor(options: PlannedStepsOptions) {
    this.#options = options;
  }

  /** After the plan: done when nothing changes, else asks policies, gates and the approval rule, in this order. */
  async review(record: RunRecord, leaseOwner: string): Promise<boolean> {
    const { review, settlement } = this.#options;
    if (record.run.hasChanges === false) {
      await settlement.unchanged(record, leaseOwner);
      return false;
    }
    const planned = await this.#planned(record);
    const policy = await review.checkPolicies(planned, record.policy?.override);
    const assessed = await this.#assess(planned, policy.review);
    const { patch, ask: then } = assessed;
    if (policy.objection) {
      const { objection } = policy;
      const stop = { objection, leaseOwner, patch, then };
      return this.#stop(record, 'policy-failed', stop);
    }
    const gates = await review.askGates(planned);
    const { decisions, objection } = gates;
    const reviewed = { ...patch, gates: JSON.stringify(decisions) };
    if (objection) {
      const stop = { objection, leaseOwner, patch: reviewed, then };
      return this.#stop(record, 'gated', stop);
    }
    return this.#askPeople(
      record,
      { ...assessed, patch: reviewed },
      leaseOwner,
    );
  }

  /** Right before apply: the plan must be young enough and agreed to, no freeze may be on, and the gates must still be open. */
  async startApply(record: RunRecord, leaseOwner: string): Promise<boolean> {
    const { approvals, freezeGuard, leases, limits, review, runs } =
      this.#options;
    const { run } = record;
    if (isExpired(record)) {
      await runs.transition({
        runId: run.id,
        from: 'approved',
        to: 'expired',
        actor: ENGINE_ACTOR,
        reason: 'The plan became too old before it was applied',
        hint: 'Plan again',
      });
      return false;
    }
    if (!(await approvals.isApproved(run))) {
      return this.#notApproved(record, leaseOwner);
    }
    const frozen = await freezeGuard.objectionTo(run.target);
    if (frozen) {
      return this.#stop(record, 'gated', {
        objection: frozen,
        leaseOwner,
        patch: {},
      });
    }
    const gates = await review.askGates(await this.#planned(record));
    if (gates.objection) {
      const { decisions, objection } = gates;
      const patch = { gates: JSON.stringify(decisions) };
      return this.#stop(record, 'gated', { objection, leaseOwner, patch });
    }
    return leases.startApply(record, {
      leaseOwner,
      limits,
      actor: ENGINE_ACTOR,
      gates: gates.decisions,
      isForbidden: async trx =>
        (await freezeGuard.objectionTo(run.target, trx)) !== undefined,
    });
  }

  /**
   * Asks the gates of a held run again, and whether it is frozen when it is agreed to; answers whether it is now
   * approved. One that is not agreed to can be, during a freeze.
   */
  async reopen(record: RunRecord): Promise<boolean> {
    const { approvals, freezeGuard, review, runs } = this.#options;
    const { run } = record;
    const gates = await review.askGates(await this.#planned(record));
    const isApproved = await approvals.isApproved(run);
    const objection =
      gates.objection ??
      (isApproved ? await freezeGuard.objectionTo(run.target) : undefined);
    if (objection) {
      await runs.explain(run.id, 'gated', objection);
      return false;
    }
    const opened = await runs.transition({
      runId: run.id,
      from: 'gated',
      to: 'awaiting-approval',
      actor: ENGINE_ACTOR,
      reason: 'The gates are open now',
      patch: { gates: JSON.stringify(gates.decisions) },
    });
    if (!opened || !isApproved) return false;
    return runs.transition({
      runId: run.id,
      from: 'awaiting-approval',
      to: 'approved',
      actor: ENGINE_ACTOR,
      reason: 'It was agreed to before',
    });
  }

  async #assess(
    planned: PlannedRun,
    policy: PolicyReview,
  ): Promise<Assessment> {
    const { approvals, review } = this.#options;
    const { run } = planned;
    const cost = await review.estimateCost(planned);
    const risks = risksOf(planned, policy);
    return {
      risks,
      patch: {
        policy: JSON.stringify(policy),
        cost: cost ? JSON.stringify(cost) : null,
        risks: JSON.stringify(risks),
      },
      ask: trx => approvals.request(trx, { ...run, risks }),
    };
  }

  async #askPeople(
    { run }: RunRecord,
    { risks, patch, ask }: Assessment,
    leaseOwner: string,
  ): Promise<boolean> {
    const { approvals, runs } = this.#options;
    const approved = await approvals.isAgreed({ ...run, risks });
    const { environment } = run.target;
    const changed = await runs.transition({
      runId: run.id,
      from: 'planned',
      to: approved ? 'approved' : 'awaiting-approval',
      actor: ENGINE_ACTOR,
      reason: approved
        ? `In ${environment} plans are approved by configuration`
        : undefined,
      leaseOwner,
      patch,
      then: ask,
    });
    return changed && approved;
  }

  async #stop(
    { run }: RunRecord,
    to: 'policy-failed' | 'gated',
    stop: {
      objection: Objection;
      leaseOwner: string;
      patch: Partial<RunRow>;
      then?: (trx: Knex) => Promise<void>;
    },
  ): Promise<boolean> {
    const { objection, ...rest } = stop;
    await this.#options.runs.transition({
      runId: run.id,
      from: run.state,
      to,
      actor: ENGINE_ACTOR,
      ...objection,
      ...rest,
    });
    return false;
  }

  async #notApproved(record: RunRecord, leaseOwner: string): Promise<boolean> {
    await this.#options.runs.transition({
      runId: record.run.id,
      from: 'approved',
      to: 'failed',
      actor: ENGINE_ACTOR,
      reason:
        'The approval is not about the plan that would be applied; nothing was changed',
      hint: 'Plan again and have the new plan approved',
      leaseOwner,
    });
    return false;
  }

  async #planned({ run }: RunRecord): Promise<PlannedRun> {
    const [stack, planText] = await Promise.all([
      this.#options.stacks.find(run.stackId),
      this.#options.runs.findPlan(run.id),
    ]);
    if (!stack || !planText) {
      throw new NotFoundError(`Run ${run.id} has no stack or no plan`);
    }
    const plan: PlanDiff = JSON.parse(planText);
    return { run, stack, plan };
  }
}

/** Whether the plan is too old to be applied. */
export function isExpired({ run }: RunRecord): boolean {
  return (
    run.expiresAt !== undefined && run.expiresAt <= new Date().toISOString()
  );
}
