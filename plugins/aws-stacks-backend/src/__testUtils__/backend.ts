// SPDX-License-Identifier: Apache-2.0
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type ServiceFactory,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  type TestBackend,
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import type {
  CreateRunRequest,
  RunDetail,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { awsStacksPlugin } from '../plugin';
import { infraRunnerServiceRef } from '../runner/infraRunnerServiceRef';
import { KMS_BUNDLE, digestOf } from './bundles';
import { FakeRunner, PLAN_DIGEST } from './FakeRunner';

export const RITA = 'user:default/rita';
export const AMIR = 'user:default/amir';
export const PRODUCTION = '111111111111';
export const STAGING = '111111111112';
export const DEVELOPMENT = '111111111113';

const ROLE = (account: string, name: string) =>
  `arn:aws:iam::${account}:role/groundwork-${name}`;

const account = (accountId: string, environment: string) => ({
  accountId,
  name: `AI Core ${environment}`,
  environment,
  regions: ['eu-west-1', 'us-east-1'],
  owner: 'group:default/ai-core',
  roles: { plan: ROLE(accountId, 'plan'), apply: ROLE(accountId, 'apply') },
});

export const ACCOUNTS = [
  account(PRODUCTION, 'production'),
  account(STAGING, 'staging'),
  account(DEVELOPMENT, 'dev'),
];

export const KMS_ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'kms-orders-development', namespace: 'default' },
  spec: { type: 'aws-stack', owner: 'group:default/ai-core' },
};

/** A running plugin with everything around it mocked but its database and its files. */
export interface Bench {
  backend: TestBackend;
  db: Knex;
  runner: FakeRunner;
  dataDirectory: string;
  as(user?: string): Client;
}

export interface Client {
  get(path: string): request.Test;
  post(path: string, body?: unknown): request.Test;
  upload(archive: Buffer): request.Test;
  create(change?: Partial<CreateRunRequest>): Promise<RunDetail>;
  reach(runId: string, state: RunState): Promise<RunDetail>;
  approve(runId: string, planDigest?: string): request.Test;
}

export const runRequest = (
  change: Partial<CreateRunRequest> = {},
): CreateRunRequest => ({
  layer: 'kms',
  name: 'orders',
  engine: 'terraform',
  target: {
    accountId: DEVELOPMENT,
    region: 'eu-west-1',
    environment: 'development',
  },
  owner: 'group:default/ai-core',
  source: { kind: 'bundle', digest: digestOf(KMS_BUNDLE) },
  ...change,
});

export const inProduction = {
  accountId: PRODUCTION,
  region: 'eu-west-1',
  environment: 'production',
} as const;

export async function startBench(options: {
  db: Knex;
  stacks?: JsonObject;
  features?: Array<BackendFeature>;
  services?: ServiceFactory[];
  dataDirectory?: string;
  /** In the catalog besides the one of the first stack. */
  entities?: Entity[];
}): Promise<Bench> {
  const dataDirectory = options.dataDirectory ?? createMockDirectory().path;
  const binary = join(dataDirectory, 'terraform');
  writeFileSync(binary, '#!/bin/sh\n');
  chmodSync(binary, 0o755);
  const runner = new FakeRunner();
  const backend = await startTestBackend({
    features: [
      awsStacksPlugin,
      mockServices.rootConfig.factory({
        data: {
          groundwork: {
            accounts: ACCOUNTS,
            stacks: { dataDirectory, terraform: { binary }, ...options.stacks },
          },
        },
      }),
      mockServices.database.mock({ getClient: async () => options.db }).factory,
      catalogServiceMock.factory({
        entities: [KMS_ENTITY, ...(options.entities ?? [])],
      }),
      createServiceFactory({
        service: infraRunnerServiceRef,
        deps: {},
        factory: () => runner,
      }),
      ...(options.services ?? []),
      ...(options.features ?? []),
    ],
  });
  const { db } = options;
  const as = (user = RITA) => createClient(backend, user);
  await as().upload(KMS_BUNDLE).expect(201);
  return { backend, db, runner, dataDirectory, as };
}

function createClient(backend: TestBackend, user: string): Client {
  const header = mockCredentials.user.header(user);
  const path = (rest: string) => `/api/aws-stacks${rest}`;
  const get = (rest: string) =>
    request(backend.server).get(path(rest)).set('Authorization', header);
  const post = (rest: string, body?: unknown) => {
    const test = request(backend.server)
      .post(path(rest))
      .set('Authorization', header);
    return body === undefined ? test : test.send(body as object);
  };
  return {
    get,
    post,
    upload: archive =>
      post('/v1/bundles').set('Content-Type', 'application/gzip').send(archive),
    create: async change =>
      (await post('/v1/runs', runRequest(change)).expect(201)).body,
    reach: (runId, state) => reach(get, runId, state),
    approve: (runId, planDigest = PLAN_DIGEST) =>
      post(`/v1/runs/${runId}/approve`, { planDigest }),
  };
}

async function reach(
  get: Client['get'],
  runId: string,
  state: RunState,
): Promise<RunDetail> {
  const until = Date.now() + 8_000;
  for (;;) {
    const run: RunDetail = (await get(`/v1/runs/${runId}`).expect(200)).body;
    if (run.state === state) return run;
    if (Date.now() > until) {
      throw new Error(`Run is ${run.state} (${run.reason}), expected ${state}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
