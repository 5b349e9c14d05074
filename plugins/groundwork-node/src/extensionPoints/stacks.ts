// SPDX-License-Identifier: Apache-2.0
import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  GateDecision,
  PlanDiff,
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
 * Why a plan may not be applied.
 *
 * @public
 */
export interface PolicyViolation {
  /** What is wrong, in a sentence. */
  message: string;
  /** The resource it is about. */
  address?: string;
  /** What to do about it. */
  hint?: string;
}

/**
 * A rule over plans. Any violation makes the run `policy-failed`; so does a policy that throws.
 *
 * @public
 */
export interface StacksPolicy {
  /** Kebab case, unique among the installed policies. */
  id: string;
  check(planned: PlannedRun): Promise<PolicyViolation[]>;
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
