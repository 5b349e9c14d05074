// SPDX-License-Identifier: Apache-2.0
import {
  type SchedulerServiceTaskScheduleDefinition,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  accountIdSchema,
  regionSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import type { ReadTarget } from '../store/records';

const KEY = 'groundwork.security';
const ADMINISTRATOR = `${KEY}.securityHub.administrator`;

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { hours: 2 },
  initialDelay: { seconds: 15 },
};

const administratorSchema = z.strictObject({
  accountId: accountIdSchema,
  region: regionSchema.refine(
    region => region !== 'global',
    'must be the aggregation Region, such as eu-west-1',
  ),
});

/** `groundwork.security`, read and checked. */
export interface SecurityConfig {
  /** Whether findings are read at all. */
  enabled: boolean;
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** The delegated administrator's hub in its aggregation Region; without it every account and Region is read by itself. */
  administrator?: ReadTarget;
}

/** Reads `groundwork.security`. A value that is not valid stops the start, with its key in the message. */
export function readSecurityConfig(root: Config): SecurityConfig {
  const config = root.getOptionalConfig(KEY);
  const schedule = config?.getOptionalConfig('schedule');
  return {
    enabled: config?.getOptionalBoolean('enabled') ?? true,
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : DEFAULT_SCHEDULE,
    administrator: readAdministrator(root.getOptional(ADMINISTRATOR)),
  };
}

function readAdministrator(given: unknown): ReadTarget | undefined {
  if (given === undefined) return undefined;
  const parsed = administratorSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = [ADMINISTRATOR, ...issue.path.map(String)].join('.');
  throw new InputError(`${path} is not valid: ${issue.message}`);
}
