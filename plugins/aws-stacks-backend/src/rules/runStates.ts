// SPDX-License-Identifier: Apache-2.0
import { ConflictError } from '@backstage/errors';
import {
  type RunAction,
  RUN_STATES,
  RUN_TRANSITIONS,
  type RunState,
} from '@groundwork/backstage-plugin-groundwork-common';

/** Who is recorded when the engine itself takes a step. */
export const ENGINE_ACTOR = 'groundwork';

/** States of a plan that nobody has started to apply: a newer plan of the stack takes their place. */
export const REPLACEABLE_STATES: readonly RunState[] = [
  'planned',
  'policy-failed',
  'gated',
  'awaiting-approval',
];

/** States that end when the plan is too old. */
export const EXPIRING_STATES: readonly RunState[] = [
  'policy-failed',
  'gated',
  'awaiting-approval',
  'approved',
];

/** States in which a runner works on the account. */
export const WORKING_STATES: readonly RunState[] = [
  'planning',
  'applying',
  'verifying',
];

/** In which states a person may take which step. */
export const ACTION_STATES: Readonly<Record<RunAction, readonly RunState[]>> = {
  approve: ['awaiting-approval'],
  reject: ['awaiting-approval'],
  discard: REPLACEABLE_STATES,
  cancel: ['queued', 'planning', 'approved', 'applying'],
  resume: ['needs-attention'],
  unlock: ['needs-attention'],
  fail: ['needs-attention'],
  override: ['policy-failed'],
};

/** Refuses a change of state that is not in {@link RUN_TRANSITIONS}. */
export function assertTransition(from: RunState, to: RunState): void {
  if (RUN_TRANSITIONS[from].includes(to)) return;
  const allowed = RUN_TRANSITIONS[from].join(', ') || 'nothing';
  throw new ConflictError(
    `A run cannot go from ${from} to ${to}; after ${from} comes ${allowed}`,
  );
}

/** Refuses a person's step in a state that has no such step. */
export function assertAction(action: RunAction, state: RunState): void {
  if (ACTION_STATES[action].includes(state)) return;
  const possible = RUN_STATES.filter(candidate =>
    ACTION_STATES[action].includes(candidate),
  );
  throw new ConflictError(
    `Cannot ${action} a run that is ${state}; it would have to be ${possible.join(
      ' or ',
    )}`,
  );
}
