// SPDX-License-Identifier: Apache-2.0
import type {
  PlanSummary,
  RunDetail,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import { type PollOptions, pollRun } from './poll';
import { RunFailedError } from './RunFailedError';
import { describeSummary } from './texts';

/** States before the plan has been looked at by policy, gate and approval rule. */
const BEFORE_PLAN: readonly RunState[] = ['queued', 'planning', 'planned'];

/** States that a plan action cannot end well in. */
const FAILED: readonly RunState[] = [
  'failed',
  'needs-attention',
  'cancelled',
  'discarded',
  'expired',
];

/** Waits until the run has its plan and says what the plan holds. */
export async function followPlan(
  options: Omit<PollOptions, 'until'>,
): Promise<RunDetail> {
  const { url, logger } = options;
  const run = await pollRun({
    ...options,
    until: ({ state }) => !BEFORE_PLAN.includes(state),
  });
  if (FAILED.includes(run.state)) throw new RunFailedError(run, url);
  logger.info(describePlan(run, url));
  return run;
}

function describePlan(run: RunDetail, url: string): string {
  if (BEFORE_PLAN.includes(run.state)) {
    return `The plan is not there yet (${run.state}); it appears at ${url}`;
  }
  const counts = run.summary ? describeSummary(run.summary) : 'no summary';
  const reason = run.reason ? ` (${run.reason})` : '';
  if (run.hasChanges === false) return `Plan: no changes. ${url}`;
  return `Plan: ${counts}. The run is ${run.state}${reason}: ${url}`;
}

/** The outputs of a plan action. */
export interface PlanOutput {
  runId: string;
  runUrl: string;
  stackId: string;
  state: string;
  planDigest?: string;
  summary?: PlanSummary;
}

/** Writes one output of a step. */
export type PlanOutputWriter = <K extends keyof PlanOutput>(
  name: K,
  value: PlanOutput[K],
) => void;

/** Writes the outputs of a plan action. */
export function reportPlan(
  run: RunDetail,
  url: string,
  output: PlanOutputWriter,
): void {
  output('runId', run.id);
  output('runUrl', url);
  output('stackId', run.stackId);
  output('state', run.state);
  if (run.planDigest) output('planDigest', run.planDigest);
  if (run.summary) output('summary', run.summary);
}

/** Writes outputs that no run stands behind, so that a dry run can go on. */
export function reportPlaceholder(url: string, output: PlanOutputWriter): void {
  output('runId', '00000000000000000000000000');
  output('runUrl', url);
  output('stackId', '00000000000000000000000000');
  output('state', 'queued');
}
