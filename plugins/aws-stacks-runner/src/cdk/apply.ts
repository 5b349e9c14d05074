// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import { jobCredentials } from '../aws/credentials';
import {
  type JobContext,
  JobError,
  type JobOf,
  type JobOutcome,
} from '../job/context';
import { findStanding } from '../job/standing';
import { StackClient } from './StackClient';
import { parseTemplate } from './assembly';
import { type SavedCdkPlan, openSavedCdkPlan } from './savedPlan';
import { StackEvents } from './stackEvents';
import { readStack, verifyStack } from './verify';
import { waitForStack } from './waitForStack';

type ApplyContext = JobContext<JobOf<'apply'>>;

const SUCCEEDED = ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'IMPORT_COMPLETE'];
const PLAN_AGAIN = 'Plan again and have the new plan approved';

/** The change set that waits must be the one that was approved, and still fit the stack. */
async function requireChangeSet(
  client: StackClient,
  changeSetId: string,
  saved: SavedCdkPlan,
): Promise<void> {
  const changeSet = await client.findChangeSet(changeSetId);
  if (!changeSet) {
    throw new JobError(
      'The change set of the approved plan is gone',
      PLAN_AGAIN,
    );
  }
  if (changeSet.ExecutionStatus !== 'AVAILABLE') {
    throw new JobError(
      `The change set of the approved plan cannot be executed: it is ${
        changeSet.ExecutionStatus ?? 'without a status'
      }`,
      `The stack was changed after this plan was made. ${PLAN_AGAIN}`,
    );
  }
  const template = await client.template(changeSetId);
  if (
    template === undefined ||
    !isDeepStrictEqual(parseTemplate(template), parseTemplate(saved.template))
  ) {
    throw new JobError(
      'The template of the change set is not the one that was approved',
      PLAN_AGAIN,
    );
  }
}

async function execute(
  context: ApplyContext,
  client: StackClient,
  changeSetId: string,
): Promise<void> {
  context.interruption.throwIfInterrupted();
  context.progress.changed = true;
  try {
    // With the same token CloudFormation takes a second request for the first.
    await client.execute(changeSetId, `groundwork-${context.job.runId}`);
  } catch (error) {
    throw new JobError(
      `CloudFormation did not take the change set: ${
        isError(error) ? error.message : String(error)
      }`,
      'Resume the run to verify what the stack is now',
    );
  }
}

async function failed(
  context: ApplyContext,
  client: StackClient,
  stack: Stack | undefined,
  events: StackEvents,
): Promise<JobOutcome> {
  const status = stack?.StackStatus ?? 'gone';
  const moving = status.endsWith('_IN_PROGRESS');
  const cause = context.interruption.cause
    ? `${context.interruption.describe()}. `
    : '';
  const failure = events.firstFailure ? `: ${events.firstFailure}` : '';
  const standing = await findStanding(async () =>
    stack
      ? readStack(client, stack, context.redactor)
      : { outputs: [], resources: [] },
  );
  return {
    outcome: 'needs-attention',
    changed: true,
    standing,
    reason: `${cause}The stack is ${status}${failure}`,
    hint: moving
      ? 'CloudFormation goes on by itself; resume the run to wait for it and verify'
      : 'CloudFormation has taken back what it could. Mark the run failed, remove the cause and plan again',
  };
}

async function protect(
  client: StackClient,
  saved: SavedCdkPlan,
): Promise<void> {
  const stack = await client.describe();
  if (
    (stack?.EnableTerminationProtection ?? false) !==
    saved.terminationProtection
  ) {
    await client.protect(saved.terminationProtection);
  }
}

/** Executes exactly the approved change set, then reads back what it made. */
export async function applyCdk(context: ApplyContext): Promise<JobOutcome> {
  const saved = openSavedCdkPlan(context, context.job);
  const credentials = await jobCredentials(context);
  const client = await StackClient.create(
    context.job,
    credentials,
    saved.stackName,
  );
  if (saved.changeSetId) {
    await requireChangeSet(client, saved.changeSetId, saved);
    const events = StackEvents.create(client, context);
    await events.skip();
    await execute(context, client, saved.changeSetId);
    const stack = await waitForStack(client, context, events);
    if (!SUCCEEDED.includes(stack?.StackStatus ?? '')) {
      return await failed(context, client, stack, events);
    }
  }
  await protect(client, saved);
  context.events.phase('verify');
  return verifyStack(context, client, saved);
}
