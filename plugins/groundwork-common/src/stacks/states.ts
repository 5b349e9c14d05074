// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';

/**
 * The states of a run. See docs/adr/0003 for the picture.
 *
 * @public
 */
export const RUN_STATES = [
  'queued',
  'planning',
  'planned',
  'policy-failed',
  'gated',
  'awaiting-approval',
  'approved',
  'applying',
  'verifying',
  'succeeded',
  'failed',
  'cancelled',
  'discarded',
  'expired',
  'needs-attention',
] as const;

/**
 * See {@link RUN_STATES}.
 *
 * @public
 */
export const runStateSchema = z.enum(RUN_STATES);

/**
 * See {@link RUN_STATES}.
 *
 * @public
 */
export type RunState = z.infer<typeof runStateSchema>;

/**
 * Which states may follow which. Every change of state in the store is guarded by this table.
 *
 * @public
 */
export const RUN_TRANSITIONS: Readonly<Record<RunState, readonly RunState[]>> =
  {
    queued: ['planning', 'cancelled', 'failed'],
    planning: ['planned', 'queued', 'failed', 'cancelled', 'needs-attention'],
    planned: [
      'policy-failed',
      'gated',
      'awaiting-approval',
      'approved',
      'succeeded',
      'discarded',
      'cancelled',
      'expired',
    ],
    'policy-failed': ['planned', 'discarded', 'cancelled', 'expired'],
    gated: ['awaiting-approval', 'discarded', 'cancelled', 'expired'],
    'awaiting-approval': ['approved', 'discarded', 'cancelled', 'expired'],
    approved: [
      'applying',
      'gated',
      'discarded',
      'cancelled',
      'expired',
      'failed',
    ],
    applying: [
      'verifying',
      'approved',
      'failed',
      'cancelled',
      'needs-attention',
    ],
    verifying: ['succeeded', 'needs-attention'],
    'needs-attention': ['verifying', 'failed', 'cancelled'],
    succeeded: [],
    failed: [],
    cancelled: [],
    discarded: [],
    expired: [],
  };

/**
 * Whether nothing can follow this state.
 *
 * @public
 */
export function isTerminalRunState(state: RunState): boolean {
  return RUN_TRANSITIONS[state].length === 0;
}

/**
 * States in which a person is asked for something: to approve, to look, to settle.
 *
 * @public
 */
export const WAITING_RUN_STATES: readonly RunState[] = [
  'policy-failed',
  'gated',
  'awaiting-approval',
  'needs-attention',
];

/**
 * States in which the runner works on the account, so that no other run of the stack may start.
 *
 * @public
 */
export const BUSY_RUN_STATES: readonly RunState[] = [
  'planning',
  'approved',
  'applying',
  'verifying',
  'needs-attention',
];
