// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  CostEstimate,
  GateDecision,
  PolicyLevel,
  PolicyResult,
  PolicyReview,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  PlannedRun,
  StacksCostEstimator,
  StacksGate,
  StacksPolicy,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { LayerRequirements } from './LayerRequirements';
import type { PromotionGuard } from './PromotionGuard';
import type { StackDependants } from './StackDependants';

/** Why a run may not go on, in the words people see. */
export interface Objection {
  reason: string;
  hint?: string;
}

/** How many objections a run's reason names; the review has all of them. */
const MOST_IN_REASON = 5;

/** What the policies said, and whether that stops the run. */
export interface PolicyAnswer {
  review: PolicyReview;
  objection?: Objection;
}

/** What the gates said, and whether that stops the run. */
export interface GateReview {
  decisions: GateDecision[];
  objection?: Objection;
}

/** Asks the installed policies and gates about a plan. One that fails to answer counts as a no. */
export class PlanReview {
  readonly #policies: readonly StacksPolicy[];
  readonly #gates: readonly StacksGate[];
  readonly #costEstimator: StacksCostEstimator | undefined;
  readonly #dependants: StackDependants;
  readonly #promotionGuard: PromotionGuard;
  readonly #layerRequirements: LayerRequirements;
  readonly #logger: LoggerService;

  static create(options: {
    policies: readonly StacksPolicy[];
    gates: readonly StacksGate[];
    costEstimator?: StacksCostEstimator;
    dependants: StackDependants;
    promotionGuard: PromotionGuard;
    layerRequirements: LayerRequirements;
    logger: LoggerService;
  }): PlanReview {
    return new PlanReview(options);
  }

  private constructor(options: {
    policies: readonly StacksPolicy[];
    gates: readonly StacksGate[];
    costEstimator?: StacksCostEstimator;
    dependants: StackDependants;
    promotionGuard: PromotionGuard;
    layerRequirements: LayerRequirements;
    logger: LoggerService;
  }) {
    this.#policies = options.policies;
    this.#gates = options.gates;
    this.#costEstimator = options.costEstimator;
    this.#dependants = options.dependants;
    this.#promotionGuard = options.promotionGuard;
    this.#layerRequirements = options.layerRequirements;
    this.#logger = options.logger;
  }

  /** What the policies say, and what stops the run: any rule of level `hard`, and of level `soft` unless it is overridden. */
  async checkPolicies(
    planned: PlannedRun,
    override: PolicyReview['override'],
  ): Promise<PolicyAnswer> {
    const answers = await Promise.all(
      this.#policies.map(policy => this.#checkPolicy(policy, planned)),
    );
    const results = answers.flat().sort(byLevel);
    const isOverridden = override?.planDigest === planned.run.planDigest;
    const review: PolicyReview = {
      results,
      checkedAt: new Date().toISOString(),
      ...(isOverridden && { override }),
    };
    const stopping = results.filter(
      ({ level }) => level === 'hard' || (level === 'soft' && !isOverridden),
    );
    return { review, objection: toObjection(stopping) };
  }

  /** What the change costs a month; `undefined` when nobody can say. */
  async estimateCost(planned: PlannedRun): Promise<CostEstimate | undefined> {
    try {
      return await this.#costEstimator?.estimate(planned);
    } catch (error) {
      this.#logger.error(
        `The costs of run ${planned.run.id} could not be estimated`,
        toError(error),
      );
      return undefined;
    }
  }

  /** What the order of layers and each gate say, and the objection of those that are enforced, of what a destruction would break, or of code that was not promoted. */
  async askGates(planned: PlannedRun): Promise<GateReview> {
    const asked = await Promise.all([
      this.#layerRequirements.decide(planned),
      ...this.#gates.map(gate => this.#askGate(gate, planned)),
    ]);
    const decisions = asked.filter(decision => decision !== undefined);
    const closed = decisions.filter(
      ({ mode, decision }) => mode === 'enforce' && decision === 'deny',
    );
    if (closed.length === 0) {
      const objection =
        (await this.#dependants.objectionTo(planned)) ??
        (await this.#promotionGuard.objectionTo(planned));
      return { decisions, objection };
    }
    const reasons = closed.flatMap(({ reasons: all }) => all);
    const remedies = reasons.flatMap(reason => reason.remedies);
    return {
      decisions,
      objection: {
        reason: `Not ready: ${reasons
          .map(({ checkId, status }) => `${checkId} is ${status}`)
          .join(', ')}`,
        hint: remedies[0],
      },
    };
  }

  async #checkPolicy(
    policy: StacksPolicy,
    planned: PlannedRun,
  ): Promise<PolicyResult[]> {
    try {
      const results = await policy.check(planned);
      return results.map(result => ({ policyId: policy.id, ...result }));
    } catch (error) {
      this.#logger.error(`Policy ${policy.id} failed`, toError(error));
      return [
        {
          policyId: policy.id,
          ruleId: 'answers',
          level: 'hard',
          message: `The policy ${policy.id} could not be asked`,
          fix: 'Look into the log of the backend, then plan again',
        },
      ];
    }
  }

  async #askGate(gate: StacksGate, planned: PlannedRun): Promise<GateDecision> {
    try {
      return await gate.decide(planned);
    } catch (error) {
      this.#logger.error(`Gate ${gate.id} failed`, toError(error));
      return {
        door: 'build',
        mode: 'enforce',
        decision: 'deny',
        reasons: [
          {
            checkId: gate.id,
            status: 'unknown',
            target: planned.run.target,
            remedies: [
              `The gate ${gate.id} could not be asked and is asked again; look into the log of the backend`,
            ],
          },
        ],
        decidedAt: new Date().toISOString(),
      };
    }
  }
}

const LEVELS: readonly PolicyLevel[] = ['hard', 'soft', 'advisory'];

function byLevel(a: PolicyResult, b: PolicyResult): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
}

function toObjection(stopping: readonly PolicyResult[]): Objection | undefined {
  const [worst] = stopping;
  if (!worst) return undefined;
  const isHard = worst.level === 'hard';
  return {
    reason: stopping
      .slice(0, MOST_IN_REASON)
      .map(({ address, message }) =>
        address ? `${address}: ${message}` : message,
      )
      .join('; '),
    hint: isHard
      ? worst.fix ?? 'Correct the source and plan again'
      : 'Correct the source and plan again, or have the policy overridden with a reason',
  };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
