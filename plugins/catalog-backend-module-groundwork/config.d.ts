// SPDX-License-Identifier: Apache-2.0
import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  groundwork?: {
    /** How applied stacks, and what is known of AWS, come into the catalog. */
    catalog?: {
      /** When the stacks that changed are asked for. Every 10 seconds when left out. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** When all stacks are asked for, so that what is gone leaves the catalog. Every 5 minutes when left out. */
      reconcileEvery?: HumanDuration | string;
      /** How often aws-estate is asked which entities have something in AWS. Every 30 seconds when left out. */
      readOwnersEvery?: HumanDuration | string;
    };
  };
}
