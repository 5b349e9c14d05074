// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef } from '@backstage/catalog-model';
import { type LayerGraphQuery, layerGraphSchema } from '../layers/graph';
import { type ApprovalsQuery, approvalsPageSchema } from '../stacks/approvals';
import { bundleSchema } from '../stacks/bundle';
import {
  type DriftIgnoreRequest,
  stackDriftReportSchema,
} from '../stacks/drift';
import { engineHealthSchema } from '../stacks/health';
import { type ImportRequest, importTargetsSchema } from '../stacks/imports';
import {
  type CreateFreezeRequest,
  freezeSchema,
  freezesPageSchema,
} from '../stacks/freeze';
import {
  type OperationRequest,
  type OutputsQuery,
  type StacksQuery,
  accountsPageSchema,
  outputsPageSchema,
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
import {
  type UpgradeRequest,
  layersPageSchema,
  stackUpgradeSchema,
  upgradeResultSchema,
} from '../stacks/layerVersion';
import { type PromoteRequest, stackPromotionSchema } from '../stacks/promotion';
import { runDetailSchema } from '../stacks/run';
import { stackDetailSchema } from '../stacks/stack';
import {
  type DeregisterStanding,
  type RegisterStanding,
  type StandingSearch,
  deregisteredStandingSchema,
  registeredStandingSchema,
  standingFindingsSchema,
} from '../stacks/standing';
import { RunsClient } from './RunsClient';
import type { StacksApi, StacksRequestOptions } from './StacksApi';
import { StacksWire } from './StacksWire';

/**
 * {@link StacksApi} over HTTP.
 *
 * @public
 */
export class StacksClient extends RunsClient implements StacksApi {
  readonly #wire: StacksWire;

  constructor(options: {
    fetchApi: { fetch: typeof fetch };
    /** Where the plugin answers; asked for before each call. */
    baseUrl: () => Promise<string>;
  }) {
    super(options);
    this.#wire = StacksWire.create(options);
  }

  getHealth(options?: StacksRequestOptions) {
    return this.#wire.get('/v1/health', engineHealthSchema, options);
  }

  listAccounts(options?: StacksRequestOptions) {
    return this.#wire.get('/v1/accounts', accountsPageSchema, options);
  }

  getLayerGraph(query?: LayerGraphQuery, options?: StacksRequestOptions) {
    return this.#wire.get('/v1/layers/graph', layerGraphSchema, options, query);
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

  getImportTargets(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/import`;
    return this.#wire.get(path, importTargetsSchema, options);
  }

  importResources(
    stackId: string,
    request: ImportRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/import`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  getStackPromotion(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/promotion`;
    return this.#wire.get(path, stackPromotionSchema, options);
  }

  promoteStack(
    stackId: string,
    request: PromoteRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/promote`;
    return this.#wire.post(path, runDetailSchema, request, options);
  }

  listLayers(options?: StacksRequestOptions) {
    return this.#wire.get('/v1/layers', layersPageSchema, options);
  }

  getStackUpgrade(stackId: string, options?: StacksRequestOptions) {
    const path = `${stackPath(stackId)}/upgrade`;
    return this.#wire.get(path, stackUpgradeSchema, options);
  }

  upgradeStacks(
    layer: string,
    request: UpgradeRequest,
    options?: StacksRequestOptions,
  ) {
    const path = `/v1/layers/${encodeURIComponent(layer)}/upgrade`;
    return this.#wire.post(path, upgradeResultSchema, request, options);
  }

  searchStanding(request: StandingSearch, options?: StacksRequestOptions) {
    const path = '/v1/standing/search';
    return this.#wire.post(path, standingFindingsSchema, request, options);
  }

  registerStanding(request: RegisterStanding, options?: StacksRequestOptions) {
    const path = '/v1/standing';
    return this.#wire.post(path, registeredStandingSchema, request, options);
  }

  deregisterStanding(
    stackId: string,
    request: DeregisterStanding,
    options?: StacksRequestOptions,
  ) {
    const path = `${stackPath(stackId)}/deregister`;
    return this.#wire.post(path, deregisteredStandingSchema, request, options);
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
