// SPDX-License-Identifier: Apache-2.0
import { NotFoundError } from '@backstage/errors';
import type {
  PlanDiff,
  PolicyReview,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import { risksOf } from '../rules/risks';
import { ENGINE_ACTOR } from '../rules/runStates';
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
  settlement: RunSettlement;
  limits: ConcurrencyLimits;
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
    const patch = await this.#assess(planned, policy.review);
    if (policy.objection) {
      const { objection } = policy;
      return this.#stop(record, 'policy-failed', {
        objection,
        leaseOwner,
        patch,
      });
    }
    const gates = await review.askGates(planned);
    const { decisions, objection } = gates;
    const reviewed = { ...patch, gates: JSON.stringify(decisions) };
    if (objection) {
      return this.#stop(record, 'gated', {
        objection,
        leaseOwner,
        patch: reviewed,
      });
    }
    return this.#askPeople(record, reviewed, leaseOwner);
  }

  /** Right before apply: the plan must be young enough, agreed to, and the gates must still be open. */
  async startApply(record: RunRecord, leaseOwner: string): Promise<boolean> {
    const { approvals, leases, limits, review, runs } = this.#options;
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
    });
  }

  /** Asks the gates of a waiting run again; answers whether it is now approved. */
  async reopen(record: RunRecord): Promise<boolean> {
    const { approvals, review, runs } = this.#options;
    const { run } = record;
    const gates = await review.askGates(await this.#planned(record));
    if (gates.objection) return false;
    const opened = await runs.transition({
      runId: run.id,
      from: 'gated',
      to: 'awaiting-approval',
      actor: ENGINE_ACTOR,
      reason: 'The gates are open now',
      patch: { gates: JSON.stringify(gates.decisions) },
    });
    if (!opened || !(await approvals.isApproved(run))) return false;
    return runs.transition({
      runId: run.id,
      from: 'awaiting-approval',
      to: 'approved',
      actor: ENGINE_ACTOR,
      reason: 'It was agreed to before',
    });
  }

  /** What is stored of a reviewed plan: policies, costs and risks. */
  async #assess(
    planned: PlannedRun,
    policy: PolicyReview,
  ): Promise<Partial<RunRow>> {
    const cost = await this.#options.review.estimateCost(planned);
    return {
      policy: JSON.stringify(policy),
      cost: cost ? JSON.stringify(cost) : null,
      risks: JSON.stringify(risksOf(planned, policy)),
    };
  }

  async #askPeople(
    record: RunRecord,
    patch: Partial<RunRow>,
    leaseOwner: string,
  ): Promise<boolean> {
    const { approvals, runs } = this.#options;
    const { run } = record;
    const approved = await approvals.isApproved(run);
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
    },
  ): Promise<boolean> {
    const { objection, leaseOwner, patch } = stop;
    await this.#options.runs.transition({
      runId: run.id,
      from: run.state,
      to,
      actor: ENGINE_ACTOR,
      ...objection,
      leaseOwner,
      patch,
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
