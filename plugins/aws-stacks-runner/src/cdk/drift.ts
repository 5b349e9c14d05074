// SPDX-License-Identifier: Apache-2.0
import { isError } from '@backstage/errors';
import { z } from 'zod';
import type { JobContext } from '../job/context';
import type { StackClient } from './StackClient';

const PAUSE_MS = 2_000;
const MOST_POLLS = 90;

const answerSchema = z.object({
  $metadata: z.object({ httpStatusCode: z.number() }),
});

/** An endpoint without drift detection answers with 500 or 501, and not in the words of AWS. */
function describe(error: unknown): string {
  const answer = answerSchema.safeParse(error);
  if (answer.success && answer.data.$metadata.httpStatusCode >= 500) {
    return 'CloudFormation does not answer DetectStackDrift here';
  }
  return isError(error) ? error.message : String(error);
}

async function detect(
  context: JobContext,
  client: StackClient,
): Promise<string[]> {
  const id = await client.detectDrift();
  if (!id) return [];
  for (let poll = 0; poll < MOST_POLLS; poll += 1) {
    const answer = await client.driftStatus(id);
    if (answer.DetectionStatus === 'DETECTION_FAILED') {
      context.events.note(
        'warning',
        `Drift of some resources could not be detected: ${
          answer.DetectionStatusReason ?? 'no reason given'
        }`,
      );
    }
    if (answer.DetectionStatus !== 'DETECTION_IN_PROGRESS') {
      return answer.StackDriftStatus === 'DRIFTED'
        ? client.driftedResources()
        : [];
    }
    await context.interruption.pause(PAUSE_MS);
  }
  context.events.note(
    'warning',
    'Drift detection took too long and was not waited for',
  );
  return [];
}

/** The resources that are not as the template says. Where AWS does not answer, a note says that it was not looked at. */
export async function findDrift(
  context: JobContext,
  client: StackClient,
): Promise<string[]> {
  try {
    return await detect(context, client);
  } catch (error) {
    context.interruption.throwIfInterrupted();
    context.events.note(
      'info',
      `Drift was not checked: ${describe(error)}`,
      'Status, template and resources were read back. Allow cloudformation:DetectStackDrift to check properties too',
    );
    return [];
  }
}
