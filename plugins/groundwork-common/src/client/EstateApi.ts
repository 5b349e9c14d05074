// SPDX-License-Identifier: Apache-2.0
import type {
  AcceptOwnersAnswer,
  AcceptOwnersRequest,
  Connections,
  EstateFreshness,
  SweepAnswer,
  SweepRequest,
} from '../estate/management';
import type {
  EntityResourcesQuery,
  OwningEntities,
  OwningEntitiesQuery,
  ResolveAnswer,
  ResolveRequest,
  ResourcesQuery,
} from '../estate/requests';
import type { EntityResourcesPage, ResourcesPage } from '../estate/resource';
import type { EntityResourcesSummary } from '../estate/summary';
import type { EstateAccounts } from '../estate/sweep';
import type { WireRequestOptions } from './WireClient';

/**
 * The web API of `aws-estate`, for browsers and for other backends alike. Every method rejects with a `ResponseError`,
 * or with a {@link NotInstalledError} where the plugin is missing.
 *
 * @public
 */
export interface EstateApi {
  /** The accounts of the estate, with what was found in them. */
  listAccounts(options?: WireRequestOptions): Promise<EstateAccounts>;
  /** How each account and Region stands. */
  getFreshness(options?: WireRequestOptions): Promise<EstateFreshness>;
  listResources(
    query?: ResourcesQuery,
    options?: WireRequestOptions,
  ): Promise<ResourcesPage>;
  listEntityResources(
    entityRef: string,
    query?: EntityResourcesQuery,
    options?: WireRequestOptions,
  ): Promise<EntityResourcesPage>;
  /** What an entity has, counted by type. */
  getEntityResourcesSummary(
    entityRef: string,
    options?: WireRequestOptions,
  ): Promise<EntityResourcesSummary>;
  /** Entities that something in AWS belongs to, and where; answered to other backends only. */
  listOwningEntities(
    query?: OwningEntitiesQuery,
    options?: WireRequestOptions,
  ): Promise<OwningEntities>;
  /** Which entities ARNs belong to; answered to other backends only. */
  resolve(
    request: ResolveRequest,
    options?: WireRequestOptions,
  ): Promise<ResolveAnswer>;
  /** What can be read where, as last tested. */
  listConnections(options?: WireRequestOptions): Promise<Connections>;
  /** Tests now what can be read; all accounts and Regions when none is named. */
  testConnections(
    request?: SweepRequest,
    options?: WireRequestOptions,
  ): Promise<Connections>;
  /** Sweeps now; all accounts and Regions when none is named. Does not wait for the sweep. */
  sweep(
    request?: SweepRequest,
    options?: WireRequestOptions,
  ): Promise<SweepAnswer>;
  /** Owners for what nobody owns, as a file for a repository. */
  acceptOwners(
    request: AcceptOwnersRequest,
    options?: WireRequestOptions,
  ): Promise<AcceptOwnersAnswer>;
}
