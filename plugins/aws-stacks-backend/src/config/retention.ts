// SPDX-License-Identifier: Apache-2.0
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const KEY = 'groundwork.stacks.retention';

const DAY_MS = 86_400_000;

/** `groundwork.stacks.retention`: what is removed when it is older; nothing is where nothing is set. */
export interface RetentionConfig {
  /** Runs that ended, with their plans, logs and approvals. */
  runsMs?: number;
  /** Entries of the audit. */
  auditMs?: number;
  /** The logs of runs that ended. */
  eventsMs?: number;
}

export function readRetentionConfig(root: Config): RetentionConfig {
  return {
    runsMs: readAge(root, 'runs'),
    auditMs: readAge(root, 'audit'),
    eventsMs: readAge(root, 'events'),
  };
}

function readAge(
  root: Config,
  what: 'runs' | 'audit' | 'events',
): number | undefined {
  const key = `${KEY}.${what}`;
  if (!root.has(key)) return undefined;
  const ageMs = durationToMilliseconds(readDurationFromConfig(root, { key }));
  if (ageMs >= DAY_MS) return ageMs;
  throw new InputError(
    `${key} must be at least a day, so that nothing is removed before somebody has seen it`,
  );
}
