// SPDX-License-Identifier: Apache-2.0
import type { StackResourceDrift } from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import { z } from 'zod';
import type { JobContext } from '../job/context';
import type { StackClient } from './StackClient';

const PAUSE_MS = 2_000;
const FIRST_PAUSE_MS = 100;
const MOST_POLLS = 90;

/** A small stack is compared at once. */
const pauseBefore = (poll: number) => (poll < 3 ? FIRST_PAUSE_MS : PAUSE_MS);

const answerSchema = z.object({
  $metadata: z.object({ httpStatusCode: z.number() }),
});

/** An endpoint without drift detection answers with 500 or 501, and not in the words of AWS. */
export function describeDriftError(error: unknown): string {
  const answer = answerSchema.safeParse(error);
  if (answer.success && answer.data.$metadata.httpStatusCode >= 500) {
    return 'CloudFormation does not answer DetectStackDrift here';
  }
  return isError(error) ? error.message : String(error);
}

/** What drift detection said. */
export interface DriftDetection {
  drifts: StackResourceDrift[];
  /** What it could not do, in its own words. */
  problems: string[];
}

/** Has CloudFormation compare the stack with its template. Throws where it does not answer. */
export async function detectDrift(
  context: JobContext,
  client: StackClient,
): Promise<DriftDetection> {
  const id = await client.detectDrift();
  if (!id) return { drifts: [], problems: ['It gave no id'] };
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const answer = await client.driftStatus(id);
    if (answer.DetectionStatus !== 'DETECTION_IN_PROGRESS') {
      const failed = answer.DetectionStatus === 'DETECTION_FAILED';
      const why = answer.DetectionStatusReason ?? 'no reason given';
      return {
        drifts: await client.resourceDrifts(),
        problems: failed
          ? [`Drift of some resources could not be detected: ${why}`]
          : [],
      };
    }
    await context.interruption.pause(pauseBefore(poll));
  }
  return {
    drifts: [],
    problems: ['Drift detection took too long and was not waited for'],
  };
}

const isDrifted = ({ StackResourceDriftStatus: status }: StackResourceDrift) =>
  status === 'MODIFIED' || status === 'DELETED';

/** The resources that are not as the template says. Where AWS does not answer, a note says that it was not looked at. */
export async function findDrift(
  context: JobContext,
  client: StackClient,
): Promise<string[]> {
  try {
    const { drifts, problems } = await detectDrift(context, client);
    for (const problem of problems) context.events.note('warning', problem);
    return drifts
      .filter(isDrifted)
      .map(({ LogicalResourceId: id }) => id ?? '');
  } catch (error) {
    context.interruption.throwIfInterrupted();
    context.events.note(
      'info',
      `Drift was not checked: ${describeDriftError(error)}`,
      'Status, template and resources were read back. Allow cloudformation:DetectStackDrift to check properties too',
    );
    return [];
  }
}
