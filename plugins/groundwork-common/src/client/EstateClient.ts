// SPDX-License-Identifier: Apache-2.0
import {
  type AcceptOwnersRequest,
  type SweepRequest,
  acceptOwnersAnswerSchema,
  connectionsSchema,
  estateFreshnessSchema,
  sweepAnswerSchema,
} from '../estate/management';
import {
  type EntityResourcesQuery,
  type ResolveRequest,
  type ResourcesQuery,
  type OwningEntitiesQuery,
  owningEntitiesSchema,
  resolveAnswerSchema,
} from '../estate/requests';
import {
  entityResourcesPageSchema,
  resourcesPageSchema,
} from '../estate/resource';
import { entityResourcesSummarySchema } from '../estate/summary';
import { estateAccountsSchema } from '../estate/sweep';
import type { EstateApi } from './EstateApi';
import {
  WireClient,
  type WireClientOptions,
  type WireRequestOptions,
  entityPath,
} from './WireClient';

/**
 * {@link EstateApi} over HTTP.
 *
 * @public
 */
export class EstateClient implements EstateApi {
  readonly #wire: WireClient;

  constructor(options: WireClientOptions) {
    this.#wire = WireClient.create('aws-estate', options);
  }

  listAccounts(options?: WireRequestOptions) {
    return this.#wire.read('/v1/accounts', estateAccountsSchema, options);
  }

  getFreshness(options?: WireRequestOptions) {
    return this.#wire.read('/v1/freshness', estateFreshnessSchema, options);
  }

  listResources(query?: ResourcesQuery, options?: WireRequestOptions) {
    return this.#wire.read('/v1/resources', resourcesPageSchema, {
      ...options,
      query,
    });
  }

  listEntityResources(
    entityRef: string,
    query?: EntityResourcesQuery,
    options?: WireRequestOptions,
  ) {
    return this.#wire.read(
      entityPath(entityRef, 'resources'),
      entityResourcesPageSchema,
      { ...options, query },
    );
  }

  getEntityResourcesSummary(entityRef: string, options?: WireRequestOptions) {
    return this.#wire.read(
      entityPath(entityRef, 'resources/summary'),
      entityResourcesSummarySchema,
      options,
    );
  }

  listOwningEntities(
    query: OwningEntitiesQuery = {},
    options?: WireRequestOptions,
  ) {
    return this.#wire.read('/v1/entities', owningEntitiesSchema, {
      ...options,
      query,
    });
  }

  resolve(request: ResolveRequest, options?: WireRequestOptions) {
    return this.#wire.read('/v1/resolve', resolveAnswerSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  listConnections(options?: WireRequestOptions) {
    return this.#wire.read('/v1/connections', connectionsSchema, options);
  }

  testConnections(request: SweepRequest = {}, options?: WireRequestOptions) {
    return this.#wire.read('/v1/connections/test', connectionsSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  sweep(request: SweepRequest = {}, options?: WireRequestOptions) {
    return this.#wire.read('/v1/sweep', sweepAnswerSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  acceptOwners(request: AcceptOwnersRequest, options?: WireRequestOptions) {
    return this.#wire.read('/v1/ownership/accept', acceptOwnersAnswerSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }
}
