// SPDX-License-Identifier: Apache-2.0
import type {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { HumanDuration, JsonValue } from '@backstage/types';
import type {
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { AwsCall } from '../aws';

/**
 * What a collect is told.
 *
 * @public
 */
export interface CollectContext {
  /** Aborted when the schedule's timeout is over or the backend stops; a collect must end then. */
  signal: AbortSignal;
  /** What the last collect of this target without a problem returned. */
  cursor?: JsonValue;
  /** The last full read is too old, or there was none: read everything. */
  isFull: boolean;
  now: Date;
}

/**
 * What a collect has to say besides what it stored.
 *
 * @public
 */
export interface CollectResult {
  /** Kept for the next collect, unless there are problems. */
  cursor?: JsonValue;
  /** What could not be read; the collect is `partial` then. */
  problems?: Problem[];
}

/**
 * What a collector is made of.
 *
 * @public
 */
export interface CollectorOptions {
  /** Unique in the plugin; the id of the scheduler's task is `collector:<id>`. */
  id: string;
  /** The plugin's own database, with the tables of {@link createCollectorTables}. */
  database: Knex;
  scheduler: SchedulerService;
  logger: LoggerService;
  /** The accounts and Regions to collect from; asked for before each run. */
  targets: () => Promise<readonly SweepTarget[]>;
  /** Reads one target and stores what it found. What it throws is AWS's error. */
  collect: (
    target: SweepTarget,
    context: CollectContext,
  ) => Promise<CollectResult>;
  /** What is called first, for errors of AWS and of the network that do not say it. */
  call?: AwsCall;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** Targets at once; 4 when absent. */
  concurrency?: number;
  /** `false` switches the collector off; what was collected stays. */
  enabled?: boolean;
  /** How old the last full read may be; a day when absent. */
  fullEvery?: HumanDuration;
  /** The longest that a throttled target is left alone; an hour when absent. */
  longestBackOff?: HumanDuration;
  /** The clock. */
  now?: () => Date;
}
