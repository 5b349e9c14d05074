// SPDX-License-Identifier: Apache-2.0
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  environmentSchema,
  policyLevelSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { RuleCheck, RuleDefinition, RuleLevels } from '../rules/Rule';

const KEY = 'groundwork.stacks.policies';

const levelSchema = z.enum(['off', ...policyLevelSchema.options], {
  error: 'must be off, advisory, soft or hard',
});

const settingsSchema = z.looseObject({
  level: z
    .union([levelSchema, z.partialRecord(environmentSchema, levelSchema)], {
      error:
        'must be off, advisory, soft or hard, or an object with one of them for production, staging and development',
    })
    .optional(),
});

/** A rule as it is kept here. */
export interface ConfiguredRule {
  id: string;
  levels: RuleLevels;
  check: RuleCheck;
}

/** Reads `groundwork.stacks.policies`. What is not valid stops the start, with its key in the message. */
export function readRules(
  config: Config,
  definitions: readonly RuleDefinition[],
): ConfiguredRule[] {
  const all = config.getOptionalConfig(KEY);
  const ids = definitions.map(({ id }) => id);
  const unknown = all?.keys().find(key => !ids.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `${KEY}.${unknown} is no rule; the rules are ${ids.join(', ')}${
        unknown === 'allowed-sources'
          ? '. Providers and modules are allowed in groundwork.stacks.terraform'
          : ''
      }`,
    );
  }
  return definitions.map(each => readRule(each, all?.getOptional(each.id)));
}

function readRule(definition: RuleDefinition, value: unknown): ConfiguredRule {
  const key = `${KEY}.${definition.id}`;
  const { level, ...options } = parsed(key, () =>
    settingsSchema.parse(value ?? {}),
  );
  const levels =
    typeof level === 'string'
      ? { development: level, staging: level, production: level }
      : { ...definition.levels, ...level };
  const check = parsed(key, () => definition.read(options));
  return { id: definition.id, levels, check };
}

function parsed<T>(key: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    const path = issue.path
      .map(part =>
        typeof part === 'number' ? `[${part}]` : `.${String(part)}`,
      )
      .join('');
    throw new InputError(`${key}${path} is not valid: ${issue.message}`);
  }
}
