// SPDX-License-Identifier: Apache-2.0
import type { FindingDetail, FindingsPage } from '../security/finding';
import type { FindingsQuery } from '../security/requests';
import type { FindingsSummary } from '../security/summary';
import type { WireRequestOptions } from './WireClient';

/**
 * The web API of `aws-security`, for browsers and for other backends alike. Every method rejects with a
 * `ResponseError`, or with a {@link NotInstalledError} where the plugin is missing.
 *
 * @public
 */
export interface SecurityApi {
  /** The findings of an entity, the most severe first. */
  listEntityFindings(
    entityRef: string,
    query?: FindingsQuery,
    options?: WireRequestOptions,
  ): Promise<FindingsPage>;
  /** The open findings of an entity in numbers. */
  getEntityFindingsSummary(
    entityRef: string,
    options?: WireRequestOptions,
  ): Promise<FindingsSummary>;
  /** A finding with its evidence and history. */
  getFinding(
    findingId: string,
    options?: WireRequestOptions,
  ): Promise<FindingDetail>;
}
