// SPDX-License-Identifier: Apache-2.0
import type { RunEvent } from '@groundwork/backstage-plugin-groundwork-common';

/** From everything to what matters; a filter shows its level and what is above it. */
export const LOG_LEVELS = ['debug', 'info', 'warning', 'error'] as const;

/** See {@link LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What stands in the log: everything but changes of state, which the timeline shows. */
export type LogLineEvent = Exclude<RunEvent, { kind: 'state' }>;

/** Whether an event stands in the log. */
export function isLogLine(event: RunEvent): event is LogLineEvent {
  return event.kind !== 'state';
}

/** How much a line matters: its index in {@link LOG_LEVELS}. */
export function levelOf(line: LogLineEvent): number {
  if (line.kind === 'resource') return line.status === 'failed' ? 3 : 1;
  return LOG_LEVELS.indexOf(line.level);
}
