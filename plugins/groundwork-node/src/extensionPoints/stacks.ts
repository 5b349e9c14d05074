// SPDX-License-Identifier: Apache-2.0
import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  CostEstimate,
  GateDecision,
  PlanDiff,
  PolicyResult,
  Run,
  Stack,
} from '@groundwork/backstage-plugin-groundwork-common';

/**
 * A planned run as policies and gates see it. The plan is redacted already.
 *
 * @public
 */
export interface PlannedRun {
  run: Run;
  stack: Stack;
  plan: PlanDiff;
}

/**
 * A set of rules over plans. Asked after the plan. One that throws stops the run, as if a rule of level `hard` objected.
 *
 * @public
 */
export interface StacksPolicy {
  /** Kebab case, unique among the installed policies. */
  id: string;
  /** What it objects to; nothing is an empty list. */
  check(planned: PlannedRun): Promise<Omit<PolicyResult, 'policyId'>[]>;
}

/**
 * Says what a change costs a month. One that throws leaves the run without an estimate, which is said.
 *
 * @public
 */
export interface StacksCostEstimator {
  /** Kebab case. */
  id: string;
  estimate(planned: PlannedRun): Promise<CostEstimate>;
}

/**
 * Somebody else who has a say in whether a run may go on, such as the readiness of the account. Asked after the plan
 * and again right before apply. A gate that throws says no.
 *
 * @public
 */
export interface StacksGate {
  /** Kebab case, unique among the installed gates. */
  id: string;
  decide(planned: PlannedRun): Promise<GateDecision>;
}

/**
 * Where modules of `aws-stacks` add policies.
 *
 * @public
 */
export interface StacksPolicyExtensionPoint {
  addPolicy(policy: StacksPolicy): void;
}

/**
 * Where modules of `aws-stacks` add gates.
 *
 * @public
 */
export interface StacksGateExtensionPoint {
  addGate(gate: StacksGate): void;
}

/**
 * See {@link StacksPolicyExtensionPoint}.
 *
 * @public
 */
export const stacksPolicyExtensionPoint =
  createExtensionPoint<StacksPolicyExtensionPoint>({ id: 'aws-stacks.policy' });

/**
 * See {@link StacksGateExtensionPoint}.
 *
 * @public
 */
export const stacksGateExtensionPoint =
  createExtensionPoint<StacksGateExtensionPoint>({ id: 'aws-stacks.gate' });

/**
 * Where a module of `aws-stacks` says how costs are estimated. There is one estimator, or none.
 *
 * @public
 */
export interface StacksCostExtensionPoint {
  setCostEstimator(estimator: StacksCostEstimator): void;
}

/**
 * See {@link StacksCostExtensionPoint}.
 *
 * @public
 */
export const stacksCostExtensionPoint =
  createExtensionPoint<StacksCostExtensionPoint>({ id: 'aws-stacks.cost' });
