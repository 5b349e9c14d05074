// SPDX-License-Identifier: Apache-2.0
import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const KEY = 'groundwork.stacks.drift';
const SHORTEST_MS = 5 * 60_000;

/** `groundwork.stacks.drift`, read and checked. */
export interface DriftConfig {
  /** Whether stacks are looked at without anybody asking. */
  enabled: boolean;
  /** How often each stack is looked at. */
  everyMs: number;
  /** How many stacks are looked at at once, by all replicas together. */
  concurrency: number;
}

/** Reads `groundwork.stacks.drift`. */
export function readDriftConfig(root: Config): DriftConfig {
  const config = root.getOptionalConfig(KEY);
  const every = config?.has('every')
    ? readDurationFromConfig(config, { key: 'every' })
    : { hours: 6 };
  const everyMs = durationToMilliseconds(every);
  if (everyMs < SHORTEST_MS) {
    throw new InputError(
      `${KEY}.every must be at least 5 minutes: each look is a plan of the whole stack`,
    );
  }
  const concurrency = config?.getOptionalNumber('concurrency') ?? 1;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new InputError(
      `${KEY}.concurrency must be a whole number of at least 1, got ${concurrency}`,
    );
  }
  return {
    enabled: config?.getOptionalBoolean('enabled') ?? true,
    everyMs,
    concurrency,
  };
}
