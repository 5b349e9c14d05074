// SPDX-License-Identifier: Apache-2.0
import type {
  AuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type AccountsConfig,
  Authorizer,
  type AwsClients,
  Collector,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import { EstateSweep } from './collector/EstateSweep';
import type { EstateConfig } from './config/EstateConfig';
import { AccountDirectory } from './service/AccountDirectory';
import { CatalogReader } from './service/CatalogReader';
import { Connections } from './service/Connections';
import { EntityResources } from './service/EntityResources';
import { EstateService } from './service/EstateService';
import { Mapper } from './service/Mapper';
import { OrganizationAccounts } from './service/OrganizationAccounts';
import { OwnershipAcceptance } from './service/OwnershipAcceptance';
import { OwningEntitiesReader } from './service/OwningEntitiesReader';
import { Resolver } from './service/Resolver';
import { SweepRequests } from './service/SweepRequests';
import { TargetStates } from './service/TargetStates';
import { Visibility } from './service/Visibility';
import { ConnectionProbes } from './sources/ConnectionProbes';
import { createSource } from './sources/createSource';
import { OrganizationSource } from './sources/OrganizationSource';
import { AccountsStore } from './store/AccountsStore';
import { ConnectionsStore } from './store/ConnectionsStore';
import { EntitiesStore } from './store/EntitiesStore';
import { MapStore } from './store/MapStore';
import { ResourcesStore } from './store/ResourcesStore';
import { SweptStore } from './store/SweptStore';

/** What the parts are made from. */
export interface EstateOptions {
  accounts: AccountsConfig;
  auth: AuthService;
  catalog: CatalogService;
  clients: AwsClients;
  config: EstateConfig;
  db: Knex;
  logger: LoggerService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
}

/** The parts that collect; nothing starts yet. */
export function createCollecting(options: EstateOptions) {
  const { clients, db } = options;
  const entities = new EntitiesStore(db);
  const map = new MapStore(db);
  const mapper = Mapper.create({ entities, map });
  const accountsStore = new AccountsStore(db);
  const directory = AccountDirectory.create({
    accounts: options.accounts,
    organization: options.config.organization,
    store: accountsStore,
  });
  const sweep = EstateSweep.create({
    mapper,
    source: createSource({ clients, settings: options.config.source }),
    swept: new SweptStore(db),
  });
  return {
    catalogReader: CatalogReader.create({ ...options, entities, mapper }),
    collector: createCollector(options, { directory, sweep }),
    directory,
    map,
    mapper,
    organization: OrganizationAccounts.create({
      accountsStore,
      organization: options.config.organization,
      source: OrganizationSource.create({ clients }),
    }),
  };
}

function createCollector(
  options: EstateOptions,
  { directory, sweep }: { directory: AccountDirectory; sweep: EstateSweep },
): Collector {
  const { config, db, logger, scheduler } = options;
  return Collector.create({
    id: 'estate',
    database: db,
    scheduler,
    logger,
    targets: () => directory.targets(),
    collect: (target, { signal }) => sweep.collect(target, signal),
    call: sweep.call,
    schedule: {
      frequency: config.sweepEvery,
      timeout: { hours: 2 },
    },
  });
}

/** The parts that answer, from what was collected. */
export function createAnswering(
  options: EstateOptions & ReturnType<typeof createCollecting>,
) {
  const { clients, db } = options;
  const parts = {
    ...options,
    authorizer: Authorizer.create(options),
    resources: new ResourcesStore(db),
    targetStates: TargetStates.create(options),
    visibility: Visibility.create(options),
  };
  return {
    acceptance: OwnershipAcceptance.create(parts),
    authorizer: parts.authorizer,
    connections: Connections.create({
      ...parts,
      probes: ConnectionProbes.create({ clients }),
      store: new ConnectionsStore(db),
    }),
    entityResources: EntityResources.create(parts),
    estate: EstateService.create(parts),
    owningEntities: OwningEntitiesReader.create(parts),
    resolver: Resolver.create(parts),
    sweeps: SweepRequests.create(parts),
  };
}
