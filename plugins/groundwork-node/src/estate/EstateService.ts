// SPDX-License-Identifier: Apache-2.0
import {
  type AuthService,
  type BackstageCredentials,
  type DiscoveryService,
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  EstateClient,
  type EstateFreshness,
  type OwningEntities,
  type OwningEntitiesQuery,
  type ResolveAnswer,
  type ResolveRequest,
  type ResourcesPage,
  type ResourcesQuery,
} from '@groundwork/backstage-plugin-groundwork-common';

const PLUGIN_ID = 'aws-estate';

/**
 * Whose right the call uses, and when to give it up.
 *
 * @public
 */
export interface EstateServiceOptions {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * What other backends need of `aws-estate`.
 *
 * @public
 */
export interface EstateService {
  /**
   * Which entities ARNs belong to. Rejects with a `NotInstalledError` where `aws-estate` is missing: the owners are
   * unknown then, which is not the same as nobody.
   */
  resolve(
    request: ResolveRequest,
    options: EstateServiceOptions,
  ): Promise<ResolveAnswer>;

  /** All entities that something in AWS belongs to, and where. Rejects with a `NotInstalledError` where `aws-estate` is missing. */
  listOwningEntities(
    query: OwningEntitiesQuery,
    options: EstateServiceOptions,
  ): Promise<OwningEntities>;

  /** How each account and Region stands. Rejects with a `NotInstalledError` where `aws-estate` is missing. */
  getFreshness(options: EstateServiceOptions): Promise<EstateFreshness>;

  /** What the sweeps have found. Rejects with a `NotInstalledError` where `aws-estate` is missing. */
  listResources(
    query: ResourcesQuery,
    options: EstateServiceOptions,
  ): Promise<ResourcesPage>;
}

/**
 * {@link EstateService} over HTTP.
 *
 * @public
 */
export class HttpEstateService implements EstateService {
  readonly #client: EstateClient;
  readonly #auth: AuthService;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): HttpEstateService {
    const client = new EstateClient({
      fetchApi: { fetch },
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
    });
    return new HttpEstateService(client, options.auth);
  }

  private constructor(client: EstateClient, auth: AuthService) {
    this.#client = client;
    this.#auth = auth;
  }

  async resolve(request: ResolveRequest, options: EstateServiceOptions) {
    return this.#client.resolve(request, await this.#ask(options));
  }

  async listOwningEntities(
    query: OwningEntitiesQuery,
    options: EstateServiceOptions,
  ) {
    return this.#client.listOwningEntities(query, await this.#ask(options));
  }

  async getFreshness(options: EstateServiceOptions) {
    return this.#client.getFreshness(await this.#ask(options));
  }

  async listResources(query: ResourcesQuery, options: EstateServiceOptions) {
    return this.#client.listResources(query, await this.#ask(options));
  }

  async #ask({ credentials, signal }: EstateServiceOptions) {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: PLUGIN_ID,
    });
    return { signal, token };
  }
}

/**
 * Asks `aws-estate` from another backend.
 *
 * @public
 */
export const estateServiceRef = createServiceRef<EstateService>({
  id: 'groundwork.estate',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => HttpEstateService.create(deps),
    }),
});
