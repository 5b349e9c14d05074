// SPDX-License-Identifier: Apache-2.0
import type {
  PolicyLevel,
  PolicyResult,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  PlannedRun,
  StacksPolicy,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { ConfiguredRule } from './config/readRules';
import type { Objection } from './rules/Rule';

type Result = Omit<PolicyResult, 'policyId'>;

/** From the one that only speaks to the one that stops for good. */
const LEVELS: readonly PolicyLevel[] = ['advisory', 'soft', 'hard'];

/** All rules of this module as one policy, each at its level in the environment of the run. */
export class GroundworkPolicy implements StacksPolicy {
  readonly id = 'groundwork';
  readonly #rules: readonly ConfiguredRule[];

  static create(options: {
    rules: readonly ConfiguredRule[];
  }): GroundworkPolicy {
    return new GroundworkPolicy(options.rules);
  }

  private constructor(rules: readonly ConfiguredRule[]) {
    this.#rules = rules;
  }

  async check(planned: PlannedRun): Promise<Result[]> {
    const answers = await Promise.all(
      this.#rules.map(rule => checkRule(rule, planned)),
    );
    return answers.flat();
  }
}

async function checkRule(
  { id, levels, check }: ConfiguredRule,
  planned: PlannedRun,
): Promise<Result[]> {
  const level = levels[planned.run.target.environment];
  if (level === 'off') return [];
  const objections = await check(planned);
  return objections.map(each => toResult(id, level, each));
}

function toResult(
  ruleId: string,
  level: PolicyLevel,
  { atMost = level, ...objection }: Objection,
): Result {
  const counts = Math.min(LEVELS.indexOf(level), LEVELS.indexOf(atMost));
  return { ruleId, level: LEVELS[counts], ...objection };
}
