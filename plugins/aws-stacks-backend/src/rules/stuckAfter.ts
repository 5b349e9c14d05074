// SPDX-License-Identifier: Apache-2.0
import type { RunState } from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksConfig } from '../config/StacksConfig';

/** How long the engine may need for the short steps between plan and approval. */
const REVIEW_MS = 10 * 60_000;

/**
 * After how long in a state a run counts as stuck. States in which a person is waited for are not among them: they end
 * when the plan is too old.
 */
export function stuckAfterMs(
  timeouts: StacksConfig['timeouts'],
): ReadonlyMap<RunState, number> {
  const { planMs, applyMs, verifyMs, graceMs, lockMs } = timeouts;
  return new Map<RunState, number>([
    ['planning', planMs + lockMs + graceMs],
    ['planned', REVIEW_MS],
    // It waits for room behind other runners, each of which may take this long.
    ['approved', applyMs + verifyMs + graceMs],
    ['applying', applyMs + lockMs + graceMs],
    ['verifying', verifyMs + lockMs + graceMs],
  ]);
}
