// SPDX-License-Identifier: Apache-2.0
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  isTerminalRunState,
  type RunDetail,
  type StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { StacksService } from '@groundwork/backstage-plugin-groundwork-node';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  DEFAULT_POLL_TIMES,
  MAX_WAIT_MS,
  type PollOptions,
  type PollTimes,
  pollRun,
} from '../runs/poll';
import { RunFailedError } from '../runs/RunFailedError';
import { runUrl } from '../runs/texts';
import { parseInput, runWaitInputSchema } from '../schemas/inputs';
import { type Zod3, runId, timeoutSeconds } from '../schemas/zod3';
import { examples } from './runWait.examples';

const ACTION_ID = 'groundwork:run:wait';

/** What the action is made with. */
export interface RunWaitActionOptions {
  stacks: Pick<StacksService, 'getRun' | 'getStack'>;
  appBaseUrl: string;
  times?: PollTimes;
}

const OUTPUT = {
  state: (z: Zod3) =>
    z.string().describe('succeeded, or the state in which time was over'),
  outputs: (z: Zod3) =>
    z
      .record(z.any())
      .describe(
        'Outputs of the stack by name, without the sensitive ones; empty unless the run succeeded',
      ),
};

/** `groundwork:run:wait`: follows a run to its end, for as long as a task may last. */
export function createRunWaitAction(options: RunWaitActionOptions) {
  const { stacks, appBaseUrl, times = DEFAULT_POLL_TIMES } = options;
  return createTemplateAction({
    id: ACTION_ID,
    description:
      'Waits until a run has ended, at most ten minutes. It fails when the run does. When the time is over it ends with the state that was reached, since a run may wait for an approval for days.',
    supportsDryRun: true,
    examples,
    schema: { input: { runId, timeoutSeconds }, output: OUTPUT },
    async handler(ctx) {
      const input = parseInput(ACTION_ID, runWaitInputSchema, ctx.input);
      if (ctx.isDryRun) {
        ctx.logger.info('Dry run: there is no run to wait for');
        ctx.output('state', 'succeeded');
        ctx.output('outputs', {});
        return;
      }
      const call = async () => ({
        credentials: await ctx.getInitiatorCredentials(),
      });
      const run = await follow({
        runId: input.runId,
        url: runUrl(appBaseUrl, input.runId),
        read: async () => stacks.getRun(input.runId, await call()),
        timeoutMs: (input.timeoutSeconds ?? MAX_WAIT_MS / 1_000) * 1_000,
        logger: ctx.logger,
        signal: ctx.signal,
        times,
      });
      ctx.output('state', run.state);
      const stack =
        run.state === 'succeeded'
          ? await stacks.getStack(run.stackId, await call())
          : undefined;
      ctx.output('outputs', stack ? publicOutputs(stack) : {});
    },
  });
}

async function follow(options: Omit<PollOptions, 'until'>): Promise<RunDetail> {
  const { runId: id, url, logger } = options;
  const run = await pollRun({ ...options, until: hasEnded });
  if (run.state === 'succeeded') {
    logger.info(`Run ${id} succeeded: ${url}`);
  } else if (hasEnded(run)) {
    throw new RunFailedError(run, url);
  } else {
    logger.warn(`Run ${id} is still ${run.state}; follow it at ${url}`);
  }
  return run;
}

function hasEnded(run: RunDetail): boolean {
  return run.state === 'needs-attention' || isTerminalRunState(run.state);
}

function publicOutputs(stack: StackDetail): JsonObject {
  const entries = stack.outputs
    .filter(output => !output.sensitive)
    .map((output): [string, JsonValue | undefined] => [
      output.name,
      output.value,
    ]);
  return Object.fromEntries(entries);
}
