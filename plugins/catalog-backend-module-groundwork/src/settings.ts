// SPDX-License-Identifier: Apache-2.0
import {
  type SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { type Config, readDurationFromConfig } from '@backstage/config';
import { type HumanDuration, durationToMilliseconds } from '@backstage/types';

/** How the catalog is told. */
export interface ProviderSettings {
  schedule: SchedulerServiceTaskScheduleDefinition;
  reconcileEveryMs: number;
  appBaseUrl: string;
  /** How often `aws-estate` is asked who has something in AWS. */
  readOwnersEvery: HumanDuration;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { seconds: 10 },
  timeout: { minutes: 1 },
  initialDelay: { seconds: 3 },
};

const DEFAULT_RECONCILE_EVERY_MS = 5 * 60_000;

const DEFAULT_READ_OWNERS_EVERY: HumanDuration = { seconds: 30 };

/** Reads `groundwork.catalog`. */
export function readSettings(config: Config): ProviderSettings {
  const catalog = config.getOptionalConfig('groundwork.catalog');
  return {
    appBaseUrl: config.getString('app.baseUrl').replace(/\/+$/, ''),
    schedule: catalog?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          catalog.getConfig('schedule'),
        )
      : DEFAULT_SCHEDULE,
    reconcileEveryMs: catalog?.has('reconcileEvery')
      ? durationToMilliseconds(
          readDurationFromConfig(catalog, { key: 'reconcileEvery' }),
        )
      : DEFAULT_RECONCILE_EVERY_MS,
    readOwnersEvery: catalog?.has('readOwnersEvery')
      ? readDurationFromConfig(catalog, { key: 'readOwnersEvery' })
      : DEFAULT_READ_OWNERS_EVERY,
  };
}
