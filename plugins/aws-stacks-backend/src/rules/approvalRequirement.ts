// SPDX-License-Identifier: Apache-2.0
import type {
  ApprovalReason,
  ApprovalRule,
  Run,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { ApprovalRequirement } from '@groundwork/backstage-plugin-groundwork-node';
import {
  ACCOUNT_OWNER,
  type ApprovalRuleConfig,
} from '../config/approvalRules';
import type { ApprovalPolicy } from '../config/StacksConfig';

/** From nobody to somebody else. */
const BY_STRICTNESS: readonly ApprovalRule[] = ['auto', 'requester', 'other'];

/** What a run is asked for by. */
export interface ApprovalRules {
  /** The rule of the run's environment. */
  base: ApprovalPolicy;
  rules: readonly ApprovalRuleConfig[];
  /** The owner of the run's account, when it has one. */
  accountOwner?: string;
}

/** Who has to agree to a run: the strictest rule, the most people, and the approvers of every rule that holds. */
export function requirementOf(
  run: Pick<Run, 'target' | 'risks'>,
  { base, rules, accountOwner }: ApprovalRules,
): ApprovalRequirement {
  const why = rules
    .filter(rule => holds(rule, run))
    .map(rule => toReason(rule, run, accountOwner));
  const all = [base, ...why];
  const strictness = all.map(({ rule }) => BY_STRICTNESS.indexOf(rule));
  const rule = BY_STRICTNESS[Math.max(...strictness)];
  const asking = all.filter(each => each.rule !== 'auto');
  return {
    rule,
    required:
      rule === 'other'
        ? Math.max(...asking.map(({ required }) => required))
        : asking.length && 1,
    approvers: distinct(
      why.flatMap(each =>
        each.approvers && each.rule !== 'auto' ? [each.approvers] : [],
      ),
    ),
    why,
  };
}

function holds(
  { when }: ApprovalRuleConfig,
  { target, risks }: Pick<Run, 'target' | 'risks'>,
): boolean {
  return (
    (!when.environments || when.environments.includes(target.environment)) &&
    (!when.risks || when.risks.some(risk => risks.includes(risk)))
  );
}

function toReason(
  { when, rule, required, approvers }: ApprovalRuleConfig,
  { target, risks }: Pick<Run, 'target' | 'risks'>,
  accountOwner: string | undefined,
): ApprovalReason {
  const owners = accountOwner === undefined ? [] : [accountOwner];
  return {
    environment: target.environment,
    risks: risks.filter(risk => when.risks?.includes(risk)),
    rule,
    required: rule === 'auto' ? 0 : required,
    ...(approvers && {
      approvers: approvers === ACCOUNT_OWNER ? owners : approvers,
    }),
  };
}

function distinct(lists: string[][]): string[][] {
  const byText = new Map(
    lists.map(list => [JSON.stringify([...list].sort()), list]),
  );
  return [...byText.values()];
}
