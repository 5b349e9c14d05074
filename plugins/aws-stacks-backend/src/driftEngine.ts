// SPDX-License-Identifier: Apache-2.0
import { hostname } from 'node:os';
import type { BundleStore } from './bundles/BundleStore';
import type { EngineOptions } from './engine';
import { DriftCheck } from './executor/DriftCheck';
import { DriftChecker } from './executor/DriftChecker';
import { newOwner } from './executor/Executor';
import { JobFolders } from './executor/JobFolders';
import { StandingCheck } from './executor/StandingCheck';
import { TerraformBinary } from './executor/TerraformBinary';
import type { Authorizer } from './service/Authorizer';
import { DriftReports } from './service/DriftReports';
import { DriftService } from './service/DriftService';
import type { AuditStore } from './store/AuditStore';
import { DriftIgnoresStore } from './store/DriftIgnoresStore';
import { DriftLeasesStore } from './store/DriftLeasesStore';
import { DriftStore } from './store/DriftStore';
import { StackRegistry } from './store/StackRegistry';
import type { StacksStore } from './store/StacksStore';

/** What looking for drift is made from, beside the options of the engine. */
export type DriftEngineOptions = EngineOptions & {
  audit: AuditStore;
  authorizer: Authorizer;
  bundles: BundleStore;
  key: Buffer;
  stacks: StacksStore;
};

/** Puts together what looks for drift, and what tells of it; nothing starts yet. */
export function createDriftEngine(options: DriftEngineOptions) {
  const { config, db, env, times } = options;
  const parts = {
    ...options,
    drift: new DriftStore(db),
    driftIgnores: new DriftIgnoresStore(db),
    driftLeases: new DriftLeasesStore(db),
    registry: new StackRegistry(db, options.audit),
  };
  const driftCheck = DriftCheck.create({
    ...parts,
    standingCheck: StandingCheck.create(parts),
    folders: JobFolders.create(config),
    terraform: TerraformBinary.create({
      ...config.terraform,
      searchPath: env.PATH ?? '',
    }),
  });
  const checker = DriftChecker.create({
    ...parts,
    owner: newOwner(options.host ?? hostname()),
    driftCheck,
    driftReports: DriftReports.create(parts),
    pollMs: times?.poll,
  });
  const drift = DriftService.create({
    ...parts,
    wakeChecker: () => checker.wake(),
  });
  return { driftChecker: checker, drift };
}
