// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stack } from '@aws-sdk/client-cloudformation';
import { isError } from '@backstage/errors';
import type { JobContext } from '../job/context';
import type { StackClient } from './StackClient';
import type { StackEvents } from './stackEvents';

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;

const isSettled = (status: string | undefined) =>
  status !== undefined && !status.endsWith('_IN_PROGRESS');

/** An update can be taken back; a first creation cannot, short of deleting what was made. */
async function cancel(client: StackClient, context: JobContext, stack: Stack) {
  if (stack.StackStatus !== 'UPDATE_IN_PROGRESS') return;
  try {
    await client.cancelUpdate();
    context.events.note(
      'warning',
      'CloudFormation was told to cancel the update',
    );
  } catch (error) {
    context.events.note(
      'warning',
      `The update could not be cancelled: ${
        isError(error) ? error.message : String(error)
      }`,
      'CloudFormation goes on by itself',
    );
  }
}

/**
 * Waits until CloudFormation is done with a stack, and tells of each event. An interruption cancels an update and
 * waits as long as the job's grace; the stack may then still be in progress.
 */
export async function waitForStack(
  client: StackClient,
  context: JobContext,
  events: StackEvents,
): Promise<Stack | undefined> {
  const { interruption, job } = context;
  let pause = FIRST_PAUSE_MS;
  let deadline: number | undefined;
  for (;;) {
    const stack = await client.describe();
    await events.tell();
    if (!stack || isSettled(stack.StackStatus)) return stack;
    if (interruption.cause && deadline === undefined) {
      deadline = Date.now() + job.graceSeconds * 1_000;
      await cancel(client, context, stack);
    }
    if (deadline !== undefined && Date.now() > deadline) return stack;
    await sleep(
      pause,
      undefined,
      deadline === undefined ? { signal: interruption.signal } : {},
    ).catch(() => undefined);
    pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS);
  }
}
