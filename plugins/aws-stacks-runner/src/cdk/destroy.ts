// SPDX-License-Identifier: Apache-2.0
import type { Stack } from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import type { StackResource } from '@groundwork/backstage-plugin-groundwork-common';
import { jobCredentials } from '../aws/credentials';
import {
  type JobContext,
  JobError,
  type JobOf,
  type JobOutcome,
} from '../job/context';
import { findStanding } from '../job/standing';
import { StackClient } from './StackClient';
import {
  type CdkDestroyPlan,
  type StandingStack,
  destroyPlanDigest,
  openDestroyPlan,
  readStanding,
} from './destroyPlan';
import { StackEvents } from './stackEvents';
import { readStack } from './verify';
import { waitForStack } from './waitForStack';

type DestroyContext = JobContext<JobOf<'apply'> | JobOf<'verify'>>;

const GONE = 'DELETE_COMPLETE';

interface Opened {
  client: StackClient;
  plan: CdkDestroyPlan;
  standing: StandingStack;
}

/** The stack is asked for by its id: by its name a deleted one is not found, and a new one would be. */
async function openPlan(context: DestroyContext): Promise<Opened> {
  const plan = openDestroyPlan(context, context.job);
  const { standing } = plan;
  if (!standing) {
    throw new JobError(
      `There was no stack ${plan.stackName} when its destruction was planned`,
      'Plan the destruction again',
    );
  }
  const credentials = await jobCredentials(context);
  const client = await StackClient.create(
    context.job,
    credentials,
    standing.stackId,
  );
  return { client, plan, standing };
}

/** The stack must still be the one that was reviewed, to the last resource. */
async function requireUnchanged(
  { job }: DestroyContext,
  { client, plan }: Opened,
): Promise<void> {
  const stack = await client.describe();
  const now =
    stack && stack.StackStatus !== GONE
      ? await readStanding(client, stack)
      : undefined;
  const { stackName } = plan;
  const digest = destroyPlanDigest(job, { stackName, standing: now });
  if (digest === job.planDigest) return;
  throw new JobError(
    `The stack ${stackName} was changed after its destruction was planned`,
    'Plan the destruction again and have the new plan approved',
  );
}

/** A refusal leaves the stack as it was, its protection too. */
async function refused(
  context: DestroyContext,
  { client, standing }: Opened,
  error: unknown,
): Promise<never> {
  const stack = await client.describe();
  const untouched = stack && !stack.StackStatus?.startsWith('DELETE_');
  if (untouched && standing.terminationProtection) await client.protect(true);
  if (untouched) context.progress.changed = false;
  throw new JobError(
    `CloudFormation did not take the deletion: ${
      isError(error) ? error.message : String(error)
    }`,
    untouched
      ? 'Nothing was changed; remove the cause and plan the destruction again'
      : 'Resume the run to see what became of the stack',
  );
}

async function requestDeletion(
  context: DestroyContext,
  opened: Opened,
): Promise<void> {
  const { client, standing } = opened;
  context.interruption.throwIfInterrupted();
  context.progress.changed = true;
  try {
    if (standing.terminationProtection) await client.protect(false);
    // With the same token CloudFormation takes a second request for the first.
    await client.delete(`groundwork-${context.job.runId}`);
  } catch (error) {
    await refused(context, opened, error);
  }
}

/** What CloudFormation has left standing, as its own events say; of a stack without events, as the plan said. */
async function keptResources(
  context: DestroyContext,
  { client, standing }: Opened,
  stack: Stack | undefined,
): Promise<StackResource[]> {
  const toResource = (address = '', type = '', id = ''): StackResource => ({
    address,
    type,
    ...(id ? { physicalId: context.redactor.text(id) } : {}),
  });
  if (!stack) {
    return standing.resources
      .filter(({ policy }) => policy === 'Retain')
      .map(item => toResource(item.address, item.type, item.physicalId));
  }
  const planned = new Set(standing.resources.map(({ address }) => address));
  const skipped = (await client.eventsAfter(undefined)).filter(
    ({ LogicalResourceId: id, ResourceStatus: status }) =>
      status === 'DELETE_SKIPPED' && id !== undefined && planned.has(id),
  );
  const byId = new Map(skipped.map(item => [item.LogicalResourceId, item]));
  return [...byId.values()].map(item =>
    toResource(
      item.LogicalResourceId,
      item.ResourceType,
      item.PhysicalResourceId,
    ),
  );
}

async function destroyed(
  context: DestroyContext,
  opened: Opened,
  stack: Stack | undefined,
): Promise<JobOutcome> {
  const kept = await keptResources(context, opened, stack);
  if (kept.length > 0) {
    const names = kept.map(({ address }) => address).join(', ');
    context.events.note(
      'warning',
      `${kept.length} resources were kept by their DeletionPolicy: ${names}`,
      'They belong to no stack any more; delete them by hand once their data is not needed',
    );
  }
  const { changed } = context.progress;
  const applied = { outputs: [], resources: kept };
  return { outcome: 'succeeded', changed, applied };
}

async function notDestroyed(
  context: DestroyContext,
  { client }: Opened,
  stack: Stack,
  failure: string | undefined,
): Promise<JobOutcome> {
  const { interruption, redactor } = context;
  const status = stack.StackStatus ?? 'without a status';
  const cause = interruption.cause ? `${interruption.describe()}. ` : '';
  const why = failure ? `: ${failure}` : '';
  return {
    outcome: 'needs-attention',
    changed: true,
    standing: await findStanding(() => readStack(client, stack, redactor)),
    reason: `${cause}The stack is ${status}${why}`,
    hint: status.endsWith('_IN_PROGRESS')
      ? 'CloudFormation goes on by itself; resume the run to wait for it and verify'
      : 'Mark the run failed, remove the cause and plan the destruction again: the new plan shows what is left to do',
  };
}

async function waitUntilGone(
  context: DestroyContext,
  opened: Opened,
  events: StackEvents,
): Promise<JobOutcome> {
  const stack = await waitForStack(opened.client, context, events);
  if (stack && stack.StackStatus !== GONE) {
    return notDestroyed(context, opened, stack, events.firstFailure);
  }
  context.events.phase('verify');
  return destroyed(context, opened, stack);
}

/** Deletes exactly the stack that was reviewed, and waits until it is gone. */
export async function applyCdkDestroy(
  context: JobContext<JobOf<'apply'>>,
): Promise<JobOutcome> {
  const opened = await openPlan(context);
  await requireUnchanged(context, opened);
  const events = StackEvents.create(opened.client, context);
  await events.skip();
  await requestDeletion(context, opened);
  return waitUntilGone(context, opened, events);
}

/** Verifies a destruction whose own runner could not. A stack that is gone is destroyed, whoever has waited for it. */
export async function verifyCdkDestroy(
  context: JobContext<JobOf<'verify'>>,
): Promise<JobOutcome> {
  context.progress.changed = true;
  const opened = await openPlan(context);
  const events = StackEvents.create(opened.client, context);
  await events.skip();
  return waitUntilGone(context, opened, events);
}
