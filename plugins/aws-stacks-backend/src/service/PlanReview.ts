// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { GateDecision } from '@groundwork/backstage-plugin-groundwork-common';
import type {
  PlannedRun,
  PolicyViolation,
  StacksGate,
  StacksPolicy,
} from '@groundwork/backstage-plugin-groundwork-node';

/** Why a run may not go on, in the words people see. */
export interface Objection {
  reason: string;
  hint?: string;
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
  readonly #logger: LoggerService;

  static create(options: {
    policies: readonly StacksPolicy[];
    gates: readonly StacksGate[];
    logger: LoggerService;
  }): PlanReview {
    return new PlanReview(options);
  }

  private constructor(options: {
    policies: readonly StacksPolicy[];
    gates: readonly StacksGate[];
    logger: LoggerService;
  }) {
    this.#policies = options.policies;
    this.#gates = options.gates;
    this.#logger = options.logger;
  }

  /** What the policies object to; `undefined` when nothing. */
  async checkPolicies(planned: PlannedRun): Promise<Objection | undefined> {
    const answers = await Promise.all(
      this.#policies.map(policy => this.#checkPolicy(policy, planned)),
    );
    const violations = answers.flat();
    if (violations.length === 0) return undefined;
    return {
      reason: violations.map(describeViolation).join('; '),
      hint:
        violations.find(violation => violation.hint)?.hint ??
        'Correct the source and plan again',
    };
  }

  /** What each gate decides, and the objection of those that are enforced. */
  async askGates(planned: PlannedRun): Promise<GateReview> {
    const decisions = await Promise.all(
      this.#gates.map(gate => this.#askGate(gate, planned)),
    );
    const closed = decisions.filter(
      ({ mode, decision }) => mode === 'enforce' && decision === 'deny',
    );
    if (closed.length === 0) return { decisions };
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
  ): Promise<PolicyViolation[]> {
    try {
      return await policy.check(planned);
    } catch (error) {
      this.#logger.error(`Policy ${policy.id} failed`, toError(error));
      return [
        {
          message: `The policy ${policy.id} could not be asked`,
          hint: 'Look into the log of the backend, then plan again',
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

function describeViolation({ message, address }: PolicyViolation): string {
  return address ? `${address}: ${message}` : message;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
