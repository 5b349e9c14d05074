// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  NotInstalledError,
  type RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  AccountsConfig,
  type EstateService,
  type StacksGate,
  type StacksPolicy,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { readStacksConfig } from '../config/StacksConfig';
import { createEngine } from '../engine';
import type { StandingSource } from '../sources/StandingSource';
import type { TrailSource } from '../sources/CloudTrailSource';
import type { ExecutorTimes } from '../executor/Executor';
import type { RunRecord } from '../store/runRecord';
import { RunsStore } from '../store/RunsStore';
import { ACCOUNTS, RITA, runRequest } from './backend';
import { KMS_BUNDLE } from './bundles';
import { FakeRunner } from './FakeRunner';

export interface ReplicaOptions {
  db: Knex;
  dataDirectory?: string;
  runner?: FakeRunner;
  host?: string;
  times?: Partial<ExecutorTimes>;
  stacks?: JsonObject;
  gates?: StacksGate[];
  policies?: StacksPolicy[];
  auditor?: AuditorService;
  notifications?: NotificationService;
  trail?: TrailSource;
  standing?: StandingSource;
}

const notInstalled = async () => {
  throw new NotInstalledError('aws-estate is not installed');
};

const noEstate: EstateService = {
  resolve: notInstalled,
  listOwningEntities: notInstalled,
  getFreshness: notInstalled,
  listResources: notInstalled,
};

/** One replica of the engine, without HTTP around it. */
export async function createReplica(options: ReplicaOptions) {
  const dataDirectory = options.dataDirectory ?? createMockDirectory().path;
  const binary = join(dataDirectory, 'terraform');
  writeFileSync(binary, '#!/bin/sh\n');
  chmodSync(binary, 0o755);
  const config = new ConfigReader({
    groundwork: {
      accounts: ACCOUNTS,
      stacks: { dataDirectory, terraform: { binary }, ...options.stacks },
    },
  });
  const runner = options.runner ?? new FakeRunner();
  const engine = await createEngine({
    accounts: AccountsConfig.fromConfig(config),
    auth: mockServices.auth(),
    auditor: options.auditor ?? quietAuditor(),
    catalog: catalogServiceMock(),
    config: readStacksConfig(config),
    db: options.db,
    estate: noEstate,
    gates: options.gates ?? [],
    policies: options.policies ?? [],
    logger: mockServices.logger.mock(),
    metrics: metricsServiceMock.mock(),
    permissions: mockServices.permissions(),
    permissionsRegistry: mockServices.permissionsRegistry.mock({
      getPermissionRuleset: () => ({
        getRuleByName: name => {
          throw new Error(`no rule ${name}`);
        },
      }),
    }),
    notifications: options.notifications ?? { send: async () => undefined },
    standing: options.standing ?? emptyAccount(),
    trail: options.trail,
    integrations: ScmIntegrations.fromConfig(config),
    scaffolder: { scaffold: async () => ({ taskId: 'task' }) },
    urlReader: mockServices.urlReader.mock(),
    userInfo: mockServices.userInfo(),
    runner,
    env: {},
    host: options.host,
    times: options.times,
  });
  const runs = new RunsStore(options.db);
  return {
    ...engine,
    runner,
    runStore: runs,
    dataDirectory,
    /** Asks for a run as a person does. */
    ask: async (change: Parameters<typeof runRequest>[0] = {}) => {
      const credentials = mockCredentials.user(RITA);
      await engine.bundles.upload(KMS_BUNDLE, RITA, credentials);
      const request = {
        layerOutputs: [],
        imports: [],
        secretVariables: {},
        ...runRequest(change),
      };
      const { record } = await engine.requests.create(
        request as Parameters<typeof engine.requests.create>[0],
        RITA,
        credentials,
      );
      return record.run;
    },
    reach: (runId: string, state: RunState) =>
      until(async () => {
        const record = await runs.find(runId);
        return record?.run.state === state ? record : undefined;
      }, `run ${state}`),
  };
}

export type Replica = Awaited<ReturnType<typeof createReplica>>;

/** Waits until something is so. */
export async function until<T>(
  look: () => Promise<T | undefined>,
  what: string,
): Promise<T> {
  const end = Date.now() + 10_000;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > end) throw new Error(`Still waiting for: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

export async function statesOf(db: Knex, runId: string): Promise<string[]> {
  const rows: { body: string }[] = await db('run_events')
    .where({ run_id: runId, kind: 'state' })
    .orderBy('seq');
  return rows.map(row => JSON.parse(row.body).to);
}

export async function logOf(db: Knex, runId: string): Promise<string[]> {
  const rows: { body: string }[] = await db('run_events')
    .where({ run_id: runId, kind: 'log' })
    .orderBy('seq');
  return rows.map(row => JSON.parse(row.body).message);
}

export type { RunRecord };

function quietAuditor(): AuditorService {
  return mockServices.auditor.mock({
    createEvent: async () => ({
      success: async () => undefined,
      fail: async () => undefined,
    }),
  });
}

/** An account with nothing in it. */
function emptyAccount(): StandingSource {
  return {
    async *states() {},
    async *stacks() {},
    read: async () => undefined,
    drift: async () => ({ resources: [], unchecked: [], notes: [] }),
  };
}
