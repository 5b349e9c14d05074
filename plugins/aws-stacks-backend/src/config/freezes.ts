// SPDX-License-Identifier: Apache-2.0
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  type FreezeScope,
  freezeScopeSchema,
  instantSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { RecurringWindow } from '../rules/RecurringWindow';

const KEY = 'groundwork.stacks.freezes';

const nameSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be kebab case');

/** When a freeze of the configuration is on: once, or again and again. */
export type FreezeTimes =
  | { kind: 'once'; from: string; until?: string }
  | { kind: 'recurring'; window: RecurringWindow };

/** One of `groundwork.stacks.freezes`. */
export interface FreezeConfig {
  name: string;
  scope: FreezeScope;
  reason: string;
  times: FreezeTimes;
}

/** Reads the freezes. One that is not valid stops the start, with its key in the message. */
export function readFreezes(root: Config): readonly FreezeConfig[] {
  const configs = root.getOptionalConfigArray(KEY) ?? [];
  const freezes = configs.map((config, index) =>
    readFreeze(config, `${KEY}[${index}]`),
  );
  const names = freezes.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new InputError(
      `${KEY} has two freezes with the name ${twice}; give each a name of its own`,
    );
  }
  return freezes;
}

function readFreeze(config: Config, key: string): FreezeConfig {
  return {
    name: check(nameSchema, config.getString('name'), `${key}.name`),
    scope: check(freezeScopeSchema, config.get('scope'), `${key}.scope`),
    reason: config.getString('reason'),
    times: readTimes(config, key),
  };
}

function readTimes(config: Config, key: string): FreezeTimes {
  const isOnce = config.has('from') || config.has('until');
  if (config.has('schedule') === isOnce) {
    throw new InputError(
      `${key} must have either from, and until when it ends by itself, or a schedule`,
    );
  }
  if (!isOnce) return { kind: 'recurring', window: readWindow(config, key) };
  const from = check(instantSchema, config.getString('from'), `${key}.from`);
  const end = config.getOptionalString('until');
  const until = end && check(instantSchema, end, `${key}.until`);
  if (until && Date.parse(until) <= Date.parse(from)) {
    throw new InputError(`${key}.until is ${until}, which is not after from`);
  }
  return {
    kind: 'once',
    from: toInstant(from),
    until: until && toInstant(until),
  };
}

function readWindow(config: Config, key: string): RecurringWindow {
  const duration = readDurationFromConfig(config, { key: 'schedule.duration' });
  try {
    return RecurringWindow.create({
      cron: config.getString('schedule.cron'),
      durationMs: durationToMilliseconds(duration),
      timeZone: config.getOptionalString('schedule.timeZone') ?? 'UTC',
    });
  } catch (error) {
    throw new InputError(`${key}.schedule is not valid: ${error}`);
  }
}

function toInstant(text: string): string {
  return new Date(text).toISOString();
}

function check<T extends z.ZodType>(
  schema: T,
  value: unknown,
  key: string,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`${key} is not valid: ${issue.message}`);
}
