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
  type Bundle,
  type CreateRunRequest,
  type RunDetail,
  type RunEventsPage,
  type RunPlan,
  type RunsPage,
  type RunsQuery,
  type StackDetail,
  StacksClient,
  type StacksPage,
  type StacksQuery,
} from '@groundwork/backstage-plugin-groundwork-common';

const PLUGIN_ID = 'aws-stacks';

/**
 * Whose right the call uses, and when to give it up.
 *
 * @public
 */
export interface StacksServiceOptions {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * What other backends need of `aws-stacks`. Each call is made on behalf of the given credentials.
 *
 * @public
 */
export interface StacksService {
  uploadBundle(
    archive: Uint8Array,
    options: StacksServiceOptions,
  ): Promise<Bundle>;
  createRun(
    request: CreateRunRequest,
    options: StacksServiceOptions,
  ): Promise<RunDetail>;
  getRun(runId: string, options: StacksServiceOptions): Promise<RunDetail>;
  getRunPlan(runId: string, options: StacksServiceOptions): Promise<RunPlan>;
  listRuns(query: RunsQuery, options: StacksServiceOptions): Promise<RunsPage>;
  listRunEvents(
    runId: string,
    options: StacksServiceOptions & { after?: number },
  ): Promise<RunEventsPage>;
  getStack(
    stackId: string,
    options: StacksServiceOptions,
  ): Promise<StackDetail>;
  listStacks(
    query: StacksQuery,
    options: StacksServiceOptions,
  ): Promise<StacksPage>;
  getStackSource(
    stackId: string,
    options: StacksServiceOptions & { engineFiles?: boolean },
  ): Promise<Uint8Array>;
}

/**
 * {@link StacksService} over HTTP.
 *
 * @public
 */
export class HttpStacksService implements StacksService {
  readonly #client: StacksClient;
  readonly #auth: AuthService;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
  }): HttpStacksService {
    const client = new StacksClient({
      fetchApi: { fetch },
      baseUrl: () => options.discovery.getBaseUrl(PLUGIN_ID),
    });
    return new HttpStacksService(client, options.auth);
  }

  private constructor(client: StacksClient, auth: AuthService) {
    this.#client = client;
    this.#auth = auth;
  }

  async uploadBundle(archive: Uint8Array, options: StacksServiceOptions) {
    return this.#client.uploadBundle(archive, await this.#call(options));
  }

  async createRun(request: CreateRunRequest, options: StacksServiceOptions) {
    return this.#client.createRun(request, await this.#call(options));
  }

  async getRun(runId: string, options: StacksServiceOptions) {
    return this.#client.getRun(runId, await this.#call(options));
  }

  async getRunPlan(runId: string, options: StacksServiceOptions) {
    return this.#client.getRunPlan(runId, await this.#call(options));
  }

  async listRuns(query: RunsQuery, options: StacksServiceOptions) {
    return this.#client.listRuns(query, await this.#call(options));
  }

  async listRunEvents(
    runId: string,
    options: StacksServiceOptions & { after?: number },
  ) {
    const { after } = options;
    const call = await this.#call(options);
    return this.#client.listRunEvents(runId, { ...call, after });
  }

  async getStack(stackId: string, options: StacksServiceOptions) {
    return this.#client.getStack(stackId, await this.#call(options));
  }

  async listStacks(query: StacksQuery, options: StacksServiceOptions) {
    return this.#client.listStacks(query, await this.#call(options));
  }

  async getStackSource(
    stackId: string,
    options: StacksServiceOptions & { engineFiles?: boolean },
  ) {
    const { engineFiles } = options;
    const call = await this.#call(options);
    return this.#client.getStackSource(stackId, { ...call, engineFiles });
  }

  async #call({ credentials, signal }: StacksServiceOptions) {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: PLUGIN_ID,
    });
    return { token, signal };
  }
}

/**
 * Reads and starts runs from another backend.
 *
 * @public
 */
export const stacksServiceRef = createServiceRef<StacksService>({
  id: 'groundwork.stacks',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { auth: coreServices.auth, discovery: coreServices.discovery },
      factory: deps => HttpStacksService.create(deps),
    }),
});
