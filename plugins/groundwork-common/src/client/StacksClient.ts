// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { type ApprovalsQuery, approvalsPageSchema } from '../stacks/approvals';
import { blastRadiiSchema, blastRadiusSchema } from '../stacks/blastRadius';
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
import { StacksWire } from './StacksWire';

/**
 * {@link StacksApi} over HTTP.
 *
 * @public
 */
export class StacksClient implements StacksApi {
  readonly #wire: StacksWire;

  constructor(options: {
    fetchApi: { fetch: typeof fetch };
    /** Where the plugin answers; asked for before each call. */
    baseUrl: () => Promise<string>;
  }) {
    this.#wire = StacksWire.create(options);
  }

  getHealth(options?: StacksRequestOptions) {
    return this.#wire.get('/v1/health', engineHealthSchema, options);
  }

  listAccounts(options?: StacksRequestOptions) {
    return this.#wire.get('/v1/accounts', accountsPageSchema, options);
  }

  listOutputs(query: OutputsQuery, options?: StacksRequestOptions) {
    return this.#wire.get('/v1/outputs', outputsPageSchema, options, query);
  }

  uploadBundle(archive: Uint8Array, options?: StacksRequestOptions) {
    return this.#wire.read('/v1/bundles', bundleSchema, {
      ...options,
      method: 'POST',
      body: archive,
    });
  }

  listStacks(query?: StacksQuery, options?: StacksRequestOptions) {
    return this.#wire.get('/v1/stacks', stacksPageSchema, options, query);
  }

  getStack(stackId: string, options?: StacksRequestOptions) {
    return this.#wire.get(stackPath(stackId), stackDetailSchema, options);
  }

  listEntityStacks(entityRef: string, options?: StacksRequestOptions) {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [namespace, kind, name].map(encodeURIComponent).join('/');
    return this.#wire.get(
      `/v1/entity/${path.toLowerCase()}/stacks`,
      stacksPageSchema,
      options,
    );
  }

  async getStackSource(
    stackId: string,
    options?: StacksRequestOptions & { engineFiles?: boolean },
  ) {
    const { engineFiles, ...call } = options ?? {};
    const response = await this.#wire.send(`${stackPath(stackId)}/source`, {
      ...call,
      query: engineFiles ? { engineFiles: 'true' } : {},
    });
    return new Uint8Array(await response.arrayBuffer());
  }

  listStackDependants(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/dependants`;
    return this.#wire.get(path, stackDependantsSchema, options);
  }

  listStackSources(
    stackId: string,
    query?: StackSourcesQuery,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/sources`;
    return this.#wire.get(path, stackSourcesPageSchema, options, query);
  }

  getStackForm(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/form`;
    return this.#wire.get(path, stackFormSchema, options);
  }

  destroyStack(
    stackId: string,
    request: DestroyRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/destroy`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  rollbackStack(
    stackId: string,
    request: RollbackRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/rollback`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  getStackDrift(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/drift`;
    return this.#wire.get(path, stackDriftReportSchema, options);
  }

  checkStackDrift(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/drift/check`;
    return this.#wire.post(path, stackDriftReportSchema, {}, options);
  }

  ignoreStackDrift(
    stackId: string,
    request: DriftIgnoreRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/drift/ignores`;
    return this.#wire.post(path, stackDriftReportSchema, request, options);
  }

  endStackDriftIgnore(
    stackId: string,
    ignoreId: string,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/drift/ignores/${encodeURIComponent(
      ignoreId,
    )}/end`;
    return this.#wire.post(path, stackDriftReportSchema, {}, options);
  }

  revertStackDrift(
    stackId: string,
    request: Omit<RollbackRequest, 'runId'>,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/drift/revert`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  createRun(request: CreateRunRequest, options?: StacksRequestOptions) {
    return this.#wire.post('/v1/runs', runDetailSchema, request, options);
  }

  listRuns(query?: RunsQuery, options?: StacksRequestOptions) {
    return this.#wire.get('/v1/runs', runsPageSchema, options, query);
  }

  getRun(runId: string, options?: StacksRequestOptions) {
    return this.#wire.get(runPath(runId), runDetailSchema, options);
  }

  getRunPlan(runId: string, options?: StacksRequestOptions) {
    return this.#wire.get(`${runPath(runId)}/plan`, runPlanSchema, options);
  }

  getBlastRadius(runId: string, options?: StacksRequestOptions) {
    const path = `${runPath(runId)}/blast-radius`;
    return this.#wire.get(path, blastRadiusSchema, options);
  }

  countBlastRadii(runIds: readonly string[], options?: StacksRequestOptions) {
    const query = { runId: runIds.join(',') };
    return this.#wire.get('/v1/blast-radius', blastRadiiSchema, options, query);
  }

  async getRunRecord(runId: string, options?: StacksRequestOptions) {
    const path = `${runPath(runId)}/record`;
    const response = await this.#wire.send(path, { ...options });
    return new Uint8Array(await response.arrayBuffer());
  }

  listRunEvents(
    runId: string,
    options?: StacksRequestOptions & { after?: number },
  ) {
    const { after, ...call } = options ?? {};
    return this.#wire.read(`${runPath(runId)}/events`, runEventsPageSchema, {
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
    const path = `${runPath(runId)}/${decision}`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  overrideRun(
    runId: string,
    request: OverrideRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${runPath(runId)}/override`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  operateRun(
    runId: string,
    operation: 'discard' | 'cancel' | 'resume' | 'unlock' | 'fail',
    request: OperationRequest = {},
    options?: StacksRequestOptions,
  ) {
    const path = `${runPath(runId)}/${operation}`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  listApprovals(query?: ApprovalsQuery, options?: StacksRequestOptions) {
    return this.#wire.get('/v1/approvals', approvalsPageSchema, options, query);
  }

  listFreezes(options?: StacksRequestOptions) {
    return this.#wire.get('/v1/freezes', freezesPageSchema, options);
  }

  createFreeze(request: CreateFreezeRequest, options?: StacksRequestOptions) {
    return this.#wire.post('/v1/freezes', freezeSchema, request, options);
  }

  endFreeze(
    freezeId: string,
    request: OperationRequest = {},
    options?: StacksRequestOptions,
  ) {
    const path = `/v1/freezes/${encodeURIComponent(freezeId)}/end`;
    return this.#wire.post(path, freezeSchema, request, options);
  }
}

function stackPath(stackId: string): string {
  return `/v1/stacks/${encodeURIComponent(stackId)}`;
}

function runPath(runId: string): string {
  return `/v1/runs/${encodeURIComponent(runId)}`;
}
