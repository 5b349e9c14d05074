// SPDX-License-Identifier: Apache-2.0
import { type MadeFindingEntity, makeFindings } from '@groundwork/sandbox';

/** Findings that are made, and held, at once. */
const MADE_AT_ONCE = 1_000;

/** When the findings are read. */
export const READ_AT = '2026-11-01T00:00:00.000Z';

/** Findings of these entities as Security Hub gives them, a thousand at a time; the same each time. */
export function* madeFindings(options: {
  count: number;
  accounts: readonly string[];
  regions: readonly string[];
  entities?: readonly MadeFindingEntity[];
}): Generator<object[]> {
  for (let made = 0; made < options.count; made += MADE_AT_ONCE) {
    yield makeFindings({
      ...options,
      count: Math.min(MADE_AT_ONCE, options.count - made),
      seed: made + 1,
    });
  }
}
