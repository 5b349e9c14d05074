// SPDX-License-Identifier: Apache-2.0
import type { RunnerResult } from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { RunState } from '@groundwork/backstage-plugin-groundwork-common';

/** How the work of a runner ended, as the backend sees it. */
export type JobEnding =
  | { kind: 'result'; result: RunnerResult }
  /** The runner is gone and has left no result, or none that can be read. */
  | { kind: 'died'; detail: string };

/** What becomes of a run when its job has not succeeded. */
export interface RunOutcome {
  to: RunState;
  reason: string;
  hint?: string;
}

/** What becomes of a run whose job ended otherwise than well. Nothing is ever tried again by itself. */
export function outcomeOf(state: RunState, ending: JobEnding): RunOutcome {
  if (ending.kind === 'died') return outcomeOfDeath(state, ending.detail);
  const { result } = ending;
  const said = {
    reason:
      result.reason ?? `The ${result.kind} job ended as ${result.outcome}`,
    hint: hintOf(result),
  };
  if (state === 'verifying') return { to: 'needs-attention', ...said };
  if (result.outcome === 'succeeded') {
    return {
      to: state === 'planning' ? 'failed' : 'needs-attention',
      reason: `The ${result.kind} job says it succeeded but brought no answer`,
      hint: 'This is a fault of the runner; look at its log, then plan again',
    };
  }
  const uncertain = state === 'applying' && result.changed;
  if (result.outcome === 'needs-attention' || (uncertain && result.lock)) {
    return { to: 'needs-attention', ...said };
  }
  return { to: result.outcome, ...said };
}

function outcomeOfDeath(state: RunState, detail: string): RunOutcome {
  if (state === 'planning') {
    return {
      to: 'failed',
      reason: `The plan was not finished: ${detail}. Nothing was changed`,
      hint: 'Plan again',
    };
  }
  const doing = state === 'applying' ? 'being applied' : 'being verified';
  return {
    to: 'needs-attention',
    reason: `How far the change came is not known: while it was ${doing}, ${detail}`,
    hint: 'Resume the run: it compares the account with the plan. If that reports a state lock, release the lock first. If the account differs, mark the run failed and plan again',
  };
}

function hintOf({ hint, lock }: RunnerResult): string | undefined {
  if (!lock) return hint;
  const held = `The state lock ${lock.id} is held by ${lock.who} since ${lock.createdAt}; make sure that nobody works with the state, then release the lock with "unlock"`;
  return hint ? `${hint} ${held}` : held;
}
