// SPDX-License-Identifier: Apache-2.0
import type {
  Environment,
  PolicyLevel,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';

/** How strictly a rule is kept in an environment; `off` is not at all. */
export type RuleLevel = PolicyLevel | 'off';

/** How strictly a rule is kept, by environment. */
export type RuleLevels = Readonly<Record<Environment, RuleLevel>>;

/** What a rule objects to. */
export interface Objection {
  /** Why, in a sentence. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** The resource, as in the plan. */
  address?: string;
  /** It counts no more than this, whatever the level of its rule. */
  atMost?: PolicyLevel;
}

/** Looks at a plan with the options of the configuration. */
export type RuleCheck = (
  planned: PlannedRun,
) => Objection[] | Promise<Objection[]>;

/** A rule before its options are read. */
export interface RuleDefinition {
  /** Kebab case; the key of its configuration. */
  readonly id: string;
  /** Where the configuration says nothing. */
  readonly levels: RuleLevels;
  /** Throws a ZodError when the options are not valid. */
  read(options: unknown): RuleCheck;
}

/** Makes a rule from what it may be told and what it does. */
export function defineRule<T>(rule: {
  id: string;
  levels: RuleLevels;
  options: z.ZodType<T>;
  check: (
    planned: PlannedRun,
    options: T,
  ) => Objection[] | Promise<Objection[]>;
}): RuleDefinition {
  const { id, levels, options: schema, check } = rule;
  return {
    id,
    levels,
    read: value => {
      const options = schema.parse(value);
      return planned => check(planned, options);
    },
  };
}
