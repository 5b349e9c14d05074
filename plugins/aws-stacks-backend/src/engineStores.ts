// SPDX-License-Identifier: Apache-2.0
import type { AuditEntry } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { ChangeRecords } from './rules/ChangeRecords';
import { AuditChainStore } from './store/AuditChainStore';
import { AuditStore } from './store/AuditStore';
import { EventsStore } from './store/EventsStore';
import { FreezesStore } from './store/FreezesStore';
import { HealthStore } from './store/HealthStore';
import { LayerVersionsStore } from './store/LayerVersionsStore';
import { LayersStore } from './store/LayersStore';
import { LeasesStore } from './store/LeasesStore';
import { NewRuns } from './store/NewRuns';
import { PromotionStore } from './store/PromotionStore';
import { RunsStore } from './store/RunsStore';
import { StackHistoryStore } from './store/StackHistoryStore';
import { StacksStore } from './store/StacksStore';

/** Is told of what was done, once it is. */
export interface AuditListener {
  report(entries: readonly AuditEntry[]): void;
}

/** All that reads and writes the database for the engine. */
export function createStores(
  db: Knex,
  {
    listeners,
    changeRecords,
  }: { listeners: readonly AuditListener[]; changeRecords: ChangeRecords },
) {
  const audit = new AuditStore(db, {
    onAdded: entries => listeners.forEach(each => each.report(entries)),
  });
  return {
    audit,
    auditChain: new AuditChainStore(db),
    events: new EventsStore(db),
    history: new StackHistoryStore(db),
    freezes: new FreezesStore(db),
    health: new HealthStore(db),
    layers: new LayersStore(db),
    layerVersions: new LayerVersionsStore(db),
    leases: new LeasesStore(db, audit),
    newRuns: new NewRuns(db, { audit, changeRecords }),
    promotions: new PromotionStore(db),
    runs: new RunsStore(db, audit),
    stacks: new StacksStore(db),
  };
}
