// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { z } from 'zod';
import { type ApprovalsQuery, approvalsPageSchema } from '../stacks/approvals';
import { bundleSchema } from '../stacks/bundle';
import {
  type DriftIgnoreRequest,
  stackDriftReportSchema,
} from '../stacks/drift';
import { engineHealthSchema } from '../stacks/health';
import {
  type CreateFreezeRequest,
  freezeSchema,
  freezesPageSchema,
} from '../stacks/freeze';
import {
  type CreateRunRequest,
  type DecisionRequest,
  type OperationRequest,
  type OutputsQuery,
  type OverrideRequest,
  type RunsQuery,
  type StacksQuery,
  accountsPageSchema,
  outputsPageSchema,
  runEventsPageSchema,
  runPlanSchema,
  runsPageSchema,
  stacksPageSchema,
} from '../stacks/requests';
import {
  type DestroyRequest,
  type RollbackRequest,
  type StackSourcesQuery,
  stackDependantsSchema,
  stackFormSchema,
  stackSourcesPageSchema,
} from '../stacks/lifecycle';
import { runDetailSchema } from '../stacks/run';
import { stackDetailSchema } from '../stacks/stack';
import type { StacksApi, StacksRequestOptions } from './StacksApi';

/** A call of the client, before it is sent. */
interface Call extends StacksRequestOptions {
  method?: 'GET' | 'POST';
  query?: object;
  json?: unknown;
  body?: Uint8Array;
}

/**
 * {@link StacksApi} over HTTP.
 *
 * @public
 */
export class StacksClient implements StacksApi {
  readonly #fetchApi: { fetch: typeof fetch };
  readonly #baseUrl: () => Promise<string>;

  constructor(options: {
    fetchApi: { fetch: typeof fetch };
    /** Where the plugin answers; asked for before each call. */
    baseUrl: () => Promise<string>;
  }) {
    this.#fetchApi = options.fetchApi;
    this.#baseUrl = options.baseUrl;
  }

  getHealth(options?: StacksRequestOptions) {
    return this.#read('/v1/health', engineHealthSchema, { ...options });
  }

  listAccounts(options?: StacksRequestOptions) {
    return this.#read('/v1/accounts', accountsPageSchema, { ...options });
  }

  listOutputs(query: OutputsQuery, options?: StacksRequestOptions) {
    return this.#read('/v1/outputs', outputsPageSchema, { ...options, query });
  }

  uploadBundle(archive: Uint8Array, options?: StacksRequestOptions) {
    return this.#read('/v1/bundles', bundleSchema, {
      ...options,
      method: 'POST',
      body: archive,
    });
  }

  listStacks(query?: StacksQuery, options?: StacksRequestOptions) {
    return this.#read('/v1/stacks', stacksPageSchema, { ...options, query });
  }

  getStack(stackId: string, options?: StacksRequestOptions) {
    return this.#read(stackPath(stackId), stackDetailSchema, { ...options });
  }

  listEntityStacks(entityRef: string, options?: StacksRequestOptions) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [namespace, kind, name].map(encodeURIComponent).join('/');
    return this.#read(
      `/v1/entity/${path.toLowerCase()}/stacks`,
      stacksPageSchema,
      { ...options },
    );
  }

  async getStackSource(
    stackId: string,
    options?: StacksRequestOptions & { engineFiles?: boolean },
  ) {
    const { engineFiles, ...call } = options ?? {};
    const response = await this.#send(`${stackPath(stackId)}/source`, {
      ...call,
      query: engineFiles ? { engineFiles: 'true' } : {},
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  listStackDependants(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/dependants`;
    return this.#read(path, stackDependantsSchema, { ...options });
  }

  listStackSources(
    stackId: string,
    query?: StackSourcesQuery,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/sources`;
    return this.#read(path, stackSourcesPageSchema, { ...options, query });
  }

  getStackForm(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/form`;
    return this.#read(path, stackFormSchema, { ...options });
  }

  destroyStack(
    stackId: string,
    request: DestroyRequest,
    options?: StacksRequestOptions,
  ) {
    return this.#read(`${stackPath(stackId)}/destroy`, runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  rollbackStack(
    stackId: string,
    request: RollbackRequest,
    options?: StacksRequestOptions,
  ) {
    return this.#read(`${stackPath(stackId)}/rollback`, runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  getStackDrift(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/drift`;
    return this.#read(path, stackDriftReportSchema, { ...options });
  }

  checkStackDrift(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/drift/check`;
    return this.#read(path, stackDriftReportSchema, {
      ...options,
      method: 'POST',
      json: {},
    });
  }

  ignoreStackDrift(
    stackId: string,
    request: DriftIgnoreRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/drift/ignores`;
    return this.#read(path, stackDriftReportSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  endStackDriftIgnore(
    stackId: string,
    ignoreId: string,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/drift/ignores/${encodeURIComponent(
      ignoreId,
    )}/end`;
    return this.#read(path, stackDriftReportSchema, {
      ...options,
      method: 'POST',
      json: {},
    });
  }

  revertStackDrift(
    stackId: string,
    request: Omit<RollbackRequest, 'runId'>,
    options?: StacksRequestOptions,
  ) {
    return this.#read(`${stackPath(stackId)}/drift/revert`, runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  createRun(request: CreateRunRequest, options?: StacksRequestOptions) {
    return this.#read('/v1/runs', runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  listRuns(query?: RunsQuery, options?: StacksRequestOptions) {
    return this.#read('/v1/runs', runsPageSchema, { ...options, query });
  }

  getRun(runId: string, options?: StacksRequestOptions) {
    return this.#read(runPath(runId), runDetailSchema, { ...options });
  }

  getRunPlan(runId: string, options?: StacksRequestOptions) {
    return this.#read(`${runPath(runId)}/plan`, runPlanSchema, { ...options });
  }

  async getRunRecord(runId: string, options?: StacksRequestOptions) {
    const path = `${runPath(runId)}/record`;
    const response = await this.#send(path, { ...options });
    return new Uint8Array(await response.arrayBuffer());
  }

  listRunEvents(
    runId: string,
    options?: StacksRequestOptions & { after?: number },
  ) {
    const { after, ...call } = options ?? {};
    return this.#read(`${runPath(runId)}/events`, runEventsPageSchema, {
      ...call,
      query: { after },
    });
  }

  decideRun(
    runId: string,
    decision: 'approve' | 'reject',
    request: DecisionRequest,
    options?: StacksRequestOptions,
  ) {
    return this.#read(`${runPath(runId)}/${decision}`, runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  overrideRun(
    runId: string,
    request: OverrideRequest,
    options?: StacksRequestOptions,
  ) {
    return this.#read(`${runPath(runId)}/override`, runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  operateRun(
    runId: string,
    operation: 'discard' | 'cancel' | 'resume' | 'unlock' | 'fail',
    request: OperationRequest = {},
    options?: StacksRequestOptions,
  ) {
    return this.#read(`${runPath(runId)}/${operation}`, runDetailSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  listApprovals(query?: ApprovalsQuery, options?: StacksRequestOptions) {
    return this.#read('/v1/approvals', approvalsPageSchema, {
      ...options,
      query,
    });
  }

  listFreezes(options?: StacksRequestOptions) {
    return this.#read('/v1/freezes', freezesPageSchema, { ...options });
  }

  createFreeze(request: CreateFreezeRequest, options?: StacksRequestOptions) {
    return this.#read('/v1/freezes', freezeSchema, {
      ...options,
      method: 'POST',
      json: request,
    });
  }

  endFreeze(
    freezeId: string,
    request: OperationRequest = {},
    options?: StacksRequestOptions,
  ) {
    return this.#read(
      `/v1/freezes/${encodeURIComponent(freezeId)}/end`,
      freezeSchema,
      { ...options, method: 'POST', json: request },
    );
  }

  async #read<T extends z.ZodType>(
    path: string,
    schema: T,
    call: Call,
  ): Promise<z.infer<T>> {
    const response = await this.#send(path, call);
    return schema.parse(await response.json());
  }

  async #send(path: string, call: Call): Promise<Response> {
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) query.set(key, String(value));
    }
    const headers = new Headers();
    if (call.token) headers.set('Authorization', `Bearer ${call.token}`);
    if (call.json !== undefined)
      headers.set('Content-Type', 'application/json');
    if (call.body) headers.set('Content-Type', 'application/gzip');
    const search = query.size > 0 ? `?${query}` : '';
    const response = await this.#fetchApi.fetch(
      `${await this.#baseUrl()}${path}${search}`,
      {
        method: call.method ?? 'GET',
        headers,
        signal: call.signal,
        body: call.body
          ? new Blob([new Uint8Array(call.body)])
          : JSON.stringify(call.json),
      },
    );
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function stackPath(stackId: string): string {
  return `/v1/stacks/${encodeURIComponent(stackId)}`;
}

function runPath(runId: string): string {
  return `/v1/runs/${encodeURIComponent(runId)}`;
}
