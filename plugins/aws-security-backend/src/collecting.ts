// SPDX-License-Identifier: Apache-2.0
import type {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { isError } from '@backstage/errors';
import type {
  OwningEntitiesQuery,
  ResolveRequest,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type AccountsConfig,
  AwsClients,
  Collector,
  type EstateService,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import { FindingsCollector, GET_FINDINGS } from './collector/FindingsCollector';
import type { SecurityConfig } from './config/SecurityConfig';
import { OwnershipMapper } from './service/OwnershipMapper';
import { SecurityHubSource } from './sources/SecurityHubSource';
import { FindingsWriter } from './store/FindingsWriter';
import type { OwnershipStore } from './store/OwnershipStore';
import type { PlacesStore } from './store/PlacesStore';
import type { ReadTarget } from './store/records';

/** The scheduler's task that assigns findings to entities. */
const OWNERS_TASK = 'owners';

/** What collecting needs. */
export interface CollectingOptions {
  accounts: AccountsConfig;
  auth: AuthService;
  config: Config;
  db: Knex;
  estate: EstateService;
  logger: LoggerService;
  ownership: OwnershipStore;
  places: PlacesStore;
  scheduler: SchedulerService;
  security: SecurityConfig;
}

/** Reads Security Hub and assigns what was read, both on a schedule and on one replica at a time. */
export function createCollecting(options: CollectingOptions): {
  collector: Collector;
  start(): Promise<void>;
} {
  const { db, logger, ownership, scheduler, security } = options;
  const findings = FindingsCollector.create({
    source: SecurityHubSource.create({
      clients: AwsClients.fromConfig(options),
    }),
    writer: FindingsWriter.create({ db }),
    administrator: security.administrator !== undefined,
  });
  const assignSoon = () =>
    scheduler.triggerTask(OWNERS_TASK).catch(error => {
      // One that is under way is followed by the next one within a minute.
      if (isError(error) && error.name === 'ConflictError') return;
      logger.warn('Findings could not be assigned at once', error);
    });
  const collector = Collector.create({
    id: 'findings',
    database: db,
    scheduler,
    logger,
    targets: async () => targetsOf(options),
    collect: async (target, context) => {
      try {
        return await findings.collect(target, context);
      } finally {
        await assignSoon();
      }
    },
    call: GET_FINDINGS,
    schedule: security.schedule,
    enabled: security.enabled,
  });
  const mapper = OwnershipMapper.create({
    store: ownership,
    places: options.places,
    resolver: ownResolver(options),
  });
  return {
    collector,
    async start() {
      await scheduler.scheduleTask({
        id: OWNERS_TASK,
        frequency: { minutes: 1 },
        timeout: { minutes: 30 },
        scope: 'global',
        fn: signal => mapper.map(signal),
      });
      await collector.start();
    },
  };
}

/** The administrator's hub alone, or each account in each of its Regions. */
function targetsOf({ accounts, security }: CollectingOptions): ReadTarget[] {
  if (security.administrator) return [security.administrator];
  return accounts
    .list()
    .flatMap(({ accountId, regions }) =>
      regions.map(region => ({ accountId, region })),
    );
}

/** Ownership is a fact of the estate: it is asked for as this plugin, and shown to whoever may see the entities. */
function ownResolver({ auth, estate }: CollectingOptions) {
  const own = async () => ({
    credentials: await auth.getOwnServiceCredentials(),
  });
  return {
    resolve: async (asked: ResolveRequest) =>
      estate.resolve(asked, await own()),
    listOwningEntities: async (query: OwningEntitiesQuery) =>
      estate.listOwningEntities(query, await own()),
  };
}
