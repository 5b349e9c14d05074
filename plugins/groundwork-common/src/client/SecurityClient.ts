// SPDX-License-Identifier: Apache-2.0
import { findingDetailSchema, findingsPageSchema } from '../security/finding';
import type { FindingsQuery } from '../security/requests';
import { findingsSummarySchema } from '../security/summary';
import type { SecurityApi } from './SecurityApi';
import {
  WireClient,
  type WireClientOptions,
  type WireRequestOptions,
  entityPath,
} from './WireClient';

/**
 * {@link SecurityApi} over HTTP.
 *
 * @public
 */
export class SecurityClient implements SecurityApi {
  readonly #wire: WireClient;

  constructor(options: WireClientOptions) {
    this.#wire = WireClient.create('aws-security', options);
  }

  listEntityFindings(
    entityRef: string,
    query?: FindingsQuery,
    options?: WireRequestOptions,
  ) {
    return this.#wire.read(
      entityPath(entityRef, 'findings'),
      findingsPageSchema,
      { ...options, query },
    );
  }

  getEntityFindingsSummary(entityRef: string, options?: WireRequestOptions) {
    return this.#wire.read(
      entityPath(entityRef, 'findings/summary'),
      findingsSummarySchema,
      options,
    );
  }

  getFinding(findingId: string, options?: WireRequestOptions) {
    return this.#wire.read(
      `/v1/findings/${encodeURIComponent(findingId)}`,
      findingDetailSchema,
      options,
    );
  }
}
