// SPDX-License-Identifier: Apache-2.0
import {
  type BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  type TestBackend,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import {
  NotInstalledError,
  type OwningEntities,
  type ResolveRequest,
} from '@groundwork/backstage-plugin-groundwork-common';
import { estateServiceRef } from '@groundwork/backstage-plugin-groundwork-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { awsSecurityPlugin } from '../plugin';
import { ACCOUNT, REGION } from './asff';

export const VIC = 'user:default/vic';

/** Who owns which ARN; `undefined` stands for an estate that is not there. */
export interface FakeEstate {
  owners: Record<string, string[]> | undefined;
  mapVersion: number;
  /** What it was asked last. */
  asked?: ResolveRequest;
  /** Who has something where; nobody anywhere when absent. */
  owning?: Partial<OwningEntities>;
}

/** An estate that was read to its end, and in which nobody has anything. */
export const NOTHING_OWNED: OwningEntities = {
  items: [],
  unswept: [],
  catalogKey: 'k',
  problems: [],
  freshness: { targets: 0, failed: 0 },
};

export const component = (name: string, dependsOn: string[] = []): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: dependsOn.length > 0 ? 'Component' : 'Resource',
  metadata: { name, namespace: 'default' },
  relations: dependsOn.map(targetRef => ({ type: 'dependsOn', targetRef })),
});

/** A running plugin; its scheduler runs nothing but what is triggered. */
export interface Bench {
  backend: TestBackend;
  get(path: string, user?: string): request.Test;
}

export async function startBench(options: {
  db: Knex;
  entities: Entity[];
  estate: FakeEstate;
  config?: JsonObject;
  features?: BackendFeature[];
}): Promise<Bench> {
  const { db, entities, estate, features = [] } = options;
  const accounts = [
    {
      accountId: ACCOUNT,
      name: 'Auterity production',
      environment: 'production',
      regions: [REGION],
    },
  ];
  const backend = await startTestBackend({
    features: [
      awsSecurityPlugin,
      mockServices.rootConfig.factory({
        data: { groundwork: { accounts }, ...options.config },
      }),
      mockServices.database.mock({ getClient: async () => db }).factory,
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: estateServiceRef,
        deps: {},
        factory: () => ({
          resolve: async asked => {
            estate.asked = asked;
            return resolve(estate, asked.arns);
          },
          listOwningEntities: async () => ({
            ...NOTHING_OWNED,
            entities: entities.map(each => ({
              entityRef: stringifyEntityRef(each),
            })),
            ...estate.owning,
          }),
          getFreshness: () =>
            Promise.reject(new NotInstalledError('aws-estate')),
          listResources: () =>
            Promise.reject(new NotInstalledError('aws-estate')),
        }),
      }),
      ...features,
    ],
  });
  return {
    backend,
    get: (path, user = VIC) =>
      request(backend.server)
        .get(`/api/aws-security${path}`)
        .set('Authorization', mockCredentials.user.header(user)),
  };
}

function resolve({ owners, mapVersion }: FakeEstate, arns: string[]) {
  if (!owners) throw new NotInstalledError('aws-estate is not installed');
  return {
    refs: Object.fromEntries(arns.map(arn => [arn, owners[arn] ?? []])),
    mapVersion,
  };
}
