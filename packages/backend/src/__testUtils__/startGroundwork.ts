// SPDX-License-Identifier: Apache-2.0
import {
  type BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import type { JsonObject } from '@backstage/types';
import awsEstatePlugin from '@groundwork/backstage-plugin-aws-estate-backend';
import awsSecurityPlugin from '@groundwork/backstage-plugin-aws-security-backend';
import { SANDBOX_ACCOUNTS, SANDBOX_REGIONS } from '@groundwork/sandbox';
import request from 'supertest';
import { handScheduler } from './handScheduler';
import { type People, policyModule } from './PeoplePolicy';

/** The name and rights of what starts with the sandbox; the rest of the configuration is as of an adopter. */
const AWS = {
  mainAccount: {
    accessKeyId: 'test',
    secretAccessKey: 'test',
    region: 'us-east-1',
  },
  accountDefaults: { roleName: 'groundwork-sweep' },
};

/** Scheduled tasks, in the order in which a first run of all of them settles. */
const TASKS = [
  'estate-catalog',
  'collector:estate',
  'collector:findings',
  'owners',
];

/**
 * Plugins act for a user as they do in a backend: the permission framework must know which plugin asks, and the mock's own
 * tokens do not say it.
 */
const actingPlugins = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const pluginId = plugin.getId();
    const auth = mockServices.auth({ pluginId });
    const forItself = auth.getPluginRequestToken.bind(auth);
    auth.getPluginRequestToken = async options => {
      if (!auth.isPrincipal(options.onBehalfOf, 'user')) {
        return forItself(options);
      }
      const actor = { subject: `plugin:${pluginId}` };
      const { userEntityRef } = options.onBehalfOf.principal;
      return { token: mockCredentials.user.token(userEntityRef, { actor }) };
    };
    return auth;
  },
});

export interface GroundworkOptions {
  endpoint: string;
  accountIds: readonly string[];
  people: People;
  /** Added to the configuration, `groundwork.accounts` besides. */
  config?: JsonObject;
  features?: BackendFeature[];
  /** Tasks run by themselves; otherwise only when a test says so. */
  scheduler?: BackendFeature;
}

export type Groundwork = Awaited<ReturnType<typeof startGroundwork>>;

/** The catalog, permissions, aws-estate and aws-security as a backend has them, against a sandbox. */
export async function startGroundwork(options: GroundworkOptions) {
  const before = process.env.AWS_ENDPOINT_URL;
  process.env.AWS_ENDPOINT_URL = options.endpoint;
  const scheduler = handScheduler();
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      permissionPlugin,
      awsEstatePlugin,
      awsSecurityPlugin,
      actingPlugins,
      policyModule(options.people),
      mockServices.rootConfig.factory({ data: configOf(options) }),
      options.scheduler ?? scheduler.factory,
      ...(options.features ?? []),
    ],
  });
  const ask = (path: string, authorization: string) =>
    request(backend.server)
      .get(`/api/${path}`)
      .set('Authorization', authorization);
  return {
    backend,
    /** Reads the catalog and AWS, and maps. */
    async collect() {
      for (const id of TASKS) await scheduler.run(id);
    },
    get: (path: string, user: string) =>
      ask(path, mockCredentials.user.header(user)),
    post: (path: string, body: object, authorization: string) =>
      request(backend.server)
        .post(`/api/${path}`)
        .set('Authorization', authorization)
        .send(body),
    /** Every entity of the catalog, once there are so many. */
    entities: (count: number) =>
      waitForEntities(count, async () => {
        const header = mockCredentials.service.header();
        return (await ask('catalog/entities', header).expect(200)).body;
      }),
    async stop() {
      await backend.stop();
      if (before === undefined) delete process.env.AWS_ENDPOINT_URL;
      else process.env.AWS_ENDPOINT_URL = before;
    },
  };
}

async function waitForEntities(
  count: number,
  list: () => Promise<Entity[]>,
): Promise<Entity[]> {
  let was = '';
  for (let tries = 0; tries < 120; tries += 1) {
    const all = await list();
    const now = JSON.stringify(all.map(({ relations }) => relations));
    // Relations follow in a second step of the catalog.
    if (all.length >= count && now === was) return all;
    was = now;
    await new Promise(resolve => setTimeout(resolve, 1_000));
  }
  throw new Error(`The catalog did not come to ${count} entities`);
}

function configOf({ accountIds, config }: GroundworkOptions): JsonObject {
  const { groundwork, ...rest } = config ?? {};
  const accounts = SANDBOX_ACCOUNTS.filter(({ accountId }) =>
    accountIds.includes(accountId),
  ).map(({ accountId, name, environment, owner }) => ({
    accountId,
    name,
    environment,
    owner,
    regions: [...SANDBOX_REGIONS],
  }));
  return {
    aws: AWS,
    permission: { enabled: true },
    ...rest,
    groundwork: { ...(groundwork as JsonObject), accounts },
  };
}
