// SPDX-License-Identifier: Apache-2.0
import type { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { type HumanDuration, durationToMilliseconds } from '@backstage/types';

/** The most that a run may come early. */
const LONGEST_SLACK_MS = 30_000;
const SLACK_SHARE = 0.1;

/** A throttled target waits at least this long where the schedule has no interval of its own. */
const SHORTEST_BACK_OFF_MS = 60_000;

const HOUR_MS = 60 * 60 * 1000;

/** When a collector looks again. */
export interface Timing {
  /** Between two runs; absent for cron and manual schedules. */
  frequencyMs?: number;
  longestBackOffMs: number;
  fullEveryMs: number;
}

/** Reads the schedule and the durations of a collector. */
export function timingOf(options: {
  schedule: SchedulerServiceTaskScheduleDefinition;
  fullEvery?: HumanDuration;
  longestBackOff?: HumanDuration;
}): Timing {
  const { schedule, fullEvery, longestBackOff } = options;
  return {
    frequencyMs: frequencyOf(schedule.frequency),
    fullEveryMs: durationToMilliseconds(fullEvery ?? { days: 1 }),
    longestBackOffMs: longestBackOff
      ? durationToMilliseconds(longestBackOff)
      : HOUR_MS,
  };
}

/** When a target is due that was throttled so many times in a row: the wait doubles up to its ceiling. `undefined` is the next run. */
export function nextRunAfter(
  timing: Timing,
  options: { runStartedAt: Date; throttled: number },
): string | undefined {
  const { frequencyMs, longestBackOffMs } = timing;
  const { runStartedAt, throttled } = options;
  if (throttled === 0) {
    return frequencyMs === undefined
      ? undefined
      : new Date(runStartedAt.getTime() + frequencyMs).toISOString();
  }
  const first = frequencyMs ?? SHORTEST_BACK_OFF_MS;
  const ceiling = Math.max(first, longestBackOffMs);
  const waitMs = Math.min(ceiling, first * 2 ** Math.min(throttled - 1, 30));
  return new Date(runStartedAt.getTime() + waitMs).toISOString();
}

/** Until when `nextRunAt` counts as now: a scheduler's run may come a little early. */
export function dueUntil({ frequencyMs = 0 }: Timing, now: Date): string {
  const slackMs = Math.min(LONGEST_SLACK_MS, frequencyMs * SLACK_SHARE);
  return new Date(now.getTime() + slackMs).toISOString();
}

function frequencyOf(
  frequency: SchedulerServiceTaskScheduleDefinition['frequency'],
): number | undefined {
  if ('cron' in frequency || 'trigger' in frequency) return undefined;
  return 'toMillis' in frequency
    ? frequency.toMillis()
    : durationToMilliseconds(frequency);
}
