// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type { RunnerResult } from '@groundwork/backstage-plugin-aws-stacks-runner';
import { describeAwsError } from '@groundwork/backstage-plugin-groundwork-node';
import type { BuildState } from '../sources/BuildProject';
import type { Submission } from './InfraRunner';
import type { RemoteFolder } from './RemoteFolder';

const KIND_OF_REFUSAL = ['denied', 'not-enabled'];
const SETUP_ERRORS = [
  'ResourceNotFoundException',
  'InvalidInputException',
  'NoSuchBucket',
];

/** CodeBuild has as many builds as it may have. */
export function noRoom(): Submission {
  return {
    kind: 'full',
    reason: 'CodeBuild has no room for another build',
    hint: 'It is tried again by itself. Raise the quota of concurrent builds, or lower groundwork.stacks.concurrency',
  };
}

/** What cannot be done as things are set up; everything else is tried again. */
export function toRefusal(error: unknown): Submission | undefined {
  if (error instanceof InputError) {
    return {
      kind: 'refused',
      reason: error.message,
      hint: 'Nothing was changed; remove the cause and plan again',
    };
  }
  const { action, code, hint, kind } = describeAwsError(error);
  if (!KIND_OF_REFUSAL.includes(kind) && !SETUP_ERRORS.includes(code)) {
    return undefined;
  }
  const what = action ? `${action}: ` : '';
  return {
    kind: 'refused',
    reason: `The job could not be handed to CodeBuild (${what}${code}); nothing was changed`,
    hint,
  };
}

/** How a build ended, with where to look. */
export function describeBuild(
  id: string,
  build: BuildState | undefined,
): string {
  if (!build) return `CodeBuild does not know the build ${id}; it ended`;
  const { log, problem, status } = build;
  const why = problem ? `, ${problem}` : '';
  const where = log ? ` (log: ${log})` : '';
  return `The build ${id} ended as ${status}${why}${where}`;
}

/** The result of a job that was never begun. */
export function resultOf(
  { job }: RemoteFolder,
  outcome: 'failed' | 'cancelled',
  said: { reason: string; hint?: string },
): RunnerResult {
  const now = new Date().toISOString();
  return {
    version: 1,
    runId: job.runId,
    kind: job.kind,
    outcome,
    changed: false,
    ...said,
    startedAt: now,
    finishedAt: now,
  };
}
