// SPDX-License-Identifier: Apache-2.0
import {
  type SchedulerServiceTaskFunction,
  type ServiceFactory,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  type TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import { awsEstatePlugin } from '../plugin';

export const RITA = 'user:default/rita';
/** May not see entities whose name begins with `hidden`. */
export const VIC = 'user:default/vic';
export const PRODUCTION = '111111111111';
export const STAGING = '222222222222';

const account = (accountId: string, environment: string) => ({
  accountId,
  name: `AI Core ${environment}`,
  environment,
  regions: ['eu-west-1', 'us-east-1'],
  owner: 'group:default/ai-core',
});

export const ACCOUNTS = [
  account(PRODUCTION, 'production'),
  account(STAGING, 'staging'),
];

export const entity = (
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
  more: Partial<Entity> = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', annotations },
  spec: { type: 'service', owner: 'group:default/ai-core' },
  ...more,
});

/** A running plugin whose schedule runs only when a test says so. */
export interface Bench {
  backend: TestBackend;
  db: Knex;
  /** Runs a scheduled task to its end. */
  run(taskId: string): Promise<void>;
  actions: ReturnType<typeof actionsRegistryServiceMock>;
  /** Names of the permissions that are refused from now on. */
  deny(...permissions: string[]): void;
  /** Gives the catalog other entities; read when `estate-catalog` runs. */
  setEntities(entities: Entity[]): void;
  get(path: string, user?: string): request.Test;
  post(path: string, body?: object, user?: string): request.Test;
  asService(path: string, body: object): request.Test;
  getAsService(path: string): request.Test;
}

export async function startBench(options: {
  db: Knex;
  entities?: Entity[];
  config?: JsonObject;
  services?: ServiceFactory[];
}): Promise<Bench> {
  const scheduler = createScheduler();
  const actions = actionsRegistryServiceMock();
  const denied = new Set<string>();
  const permissions = mockServices.permissions.mock({
    authorize: async asked =>
      asked.map(({ permission }) => ({
        result: denied.has(permission.name)
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
      })),
  });
  const catalog = createCatalog(options.entities ?? []);
  const backend = await startTestBackend({
    features: [
      awsEstatePlugin,
      mockServices.rootConfig.factory({
        data: { groundwork: { accounts: ACCOUNTS }, ...options.config },
      }),
      mockServices.database.mock({ getClient: async () => options.db }).factory,
      permissions.factory,
      scheduler.factory,
      catalog.factory,
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: () => actions,
      }),
      ...(options.services ?? []),
    ],
  });
  return {
    backend,
    db: options.db,
    run: scheduler.run,
    actions,
    deny: (...names) => {
      denied.clear();
      names.forEach(name => denied.add(name));
    },
    setEntities: catalog.setEntities,
    ...createRequests(backend),
  };
}

function createScheduler() {
  const tasks = new Map<string, SchedulerServiceTaskFunction>();
  const running = new Map<string, Promise<void>>();
  // Like the scheduler, not twice at once.
  const run = async (taskId: string): Promise<void> => {
    const under = running.get(taskId);
    if (under) return under;
    const task = tasks.get(taskId);
    const done = Promise.resolve(task?.(new AbortController().signal));
    running.set(
      taskId,
      done.finally(() => running.delete(taskId)),
    );
    return done;
  };
  const { factory } = mockServices.scheduler.mock({
    scheduleTask: async ({ id, fn }) => void tasks.set(id, fn),
    triggerTask: run,
  });
  return { factory, run };
}

function createRequests(backend: TestBackend) {
  const url = (path: string) => `/api/aws-estate${path}`;
  return {
    get: (path: string, user = RITA) =>
      request(backend.server)
        .get(url(path))
        .set('Authorization', mockCredentials.user.header(user)),
    post: (path: string, body?: object, user = RITA) =>
      request(backend.server)
        .post(url(path))
        .set('Authorization', mockCredentials.user.header(user))
        .send(body),
    asService: (path: string, body: object) =>
      request(backend.server)
        .post(url(path))
        .set('Authorization', mockCredentials.service.header())
        .send(body),
    getAsService: (path: string) =>
      request(backend.server)
        .get(url(path))
        .set('Authorization', mockCredentials.service.header()),
  };
}

/** Hides from Vic what only others may see, as a catalog policy does. */
function createCatalog(entities: Entity[]) {
  let all = catalogServiceMock({ entities });
  let seen = catalogServiceMock({ entities: entities.filter(isShown) });
  const as = (options: object | undefined) =>
    JSON.stringify(options ?? {}).includes(VIC) ? seen : all;
  const { factory } = catalogServiceMock.mock({
    getEntityByRef: (ref, options) => as(options).getEntityByRef(ref, options),
    getEntitiesByRefs: (refs, options) =>
      as(options).getEntitiesByRefs(refs, options),
    streamEntities: (asked, options) =>
      as(options).streamEntities(asked, options),
  });
  return {
    factory,
    setEntities(next: Entity[]) {
      all = catalogServiceMock({ entities: next });
      seen = catalogServiceMock({ entities: next.filter(isShown) });
    },
  };
}

function isShown(each: Entity): boolean {
  return !each.metadata.name.startsWith('hidden');
}
