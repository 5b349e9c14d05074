// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { RunDetail } from '@groundwork/backstage-plugin-groundwork-common';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a run is followed; tests make it quick. */
export interface PollTimes {
  intervalMs: number;
  heartbeatMs: number;
  /** How many reads in a row may fail before following ends. */
  tolerance: number;
}

export const DEFAULT_POLL_TIMES: PollTimes = {
  intervalMs: 2_000,
  heartbeatMs: 20_000,
  tolerance: 15,
};

/** The longest that any action waits. */
export const MAX_WAIT_MS = 600_000;

/** What {@link pollRun} needs to know. */
export interface PollOptions {
  read: () => Promise<RunDetail>;
  until: (run: RunDetail) => boolean;
  runId: string;
  /** Where a person looks at the run. */
  url: string;
  timeoutMs: number;
  logger: LoggerService;
  signal?: AbortSignal;
  times: PollTimes;
}

/**
 * Reads a run until it is as wished, the time is over, or the task is cancelled; answers the last state that was read.
 * Following is all that ends: the run itself goes on in any case.
 */
export async function pollRun(options: PollOptions): Promise<RunDetail> {
  const { runId, url, logger, signal } = options;
  try {
    return await poll(options);
  } catch (error) {
    if (signal?.aborted) {
      logger.warn(
        `The task was cancelled. Run ${runId} goes on by itself; discard or cancel it at ${url}`,
      );
    }
    throw error;
  }
}

async function poll(options: PollOptions): Promise<RunDetail> {
  const { until, timeoutMs, logger, signal, times } = options;
  const startedAt = Date.now();
  let lastLogAt = startedAt;
  let run = await readTolerantly(options);
  let lastState = run.state;
  while (!until(run) && Date.now() - startedAt < timeoutMs) {
    await sleep(times.intervalMs, undefined, { signal });
    run = await readTolerantly(options);
    const heartbeatIsDue = Date.now() - lastLogAt >= times.heartbeatMs;
    if (run.state !== lastState || heartbeatIsDue) {
      const seconds = Math.round((Date.now() - startedAt) / 1_000);
      logger.info(`Run ${run.id} is ${run.state} (${seconds} s)`);
      lastLogAt = Date.now();
      lastState = run.state;
    }
  }
  return run;
}

/** A backend that restarts answers again soon; what it refuses on purpose it refuses for good. */
async function readTolerantly(options: PollOptions): Promise<RunDetail> {
  const { read, signal, times, logger } = options;
  for (let failures = 0; ; failures++) {
    signal?.throwIfAborted();
    try {
      return await read();
    } catch (error) {
      if (isRefusal(error) || failures >= times.tolerance) throw error;
      if (failures === 0) {
        logger.warn('The run cannot be read at the moment; trying again');
      }
      await sleep(times.intervalMs, undefined, { signal });
    }
  }
}

function isRefusal(error: unknown): boolean {
  if (!isError(error)) return true;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode < 500;
}
