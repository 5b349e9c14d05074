import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  groundwork?: {
    security?: {
      /** Whether findings are read; true by default. */
      enabled?: boolean;
      /** When findings are read; every 10 minutes by default. */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      securityHub?: {
        /** The delegated administrator's hub, read once for all accounts; without it each account and Region is read. */
        administrator?: {
          /** 12 digits, in quotes. */
          accountId: string;
          /** The aggregation Region. */
          region: string;
        };
      };
    };
  };
}
