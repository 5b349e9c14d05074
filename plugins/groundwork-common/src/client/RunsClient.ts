// SPDX-License-Identifier: Apache-2.0
import { blastRadiiSchema, blastRadiusSchema } from '../stacks/blastRadius';
import {
  type CreateRunRequest,
  type DecisionRequest,
  type OperationRequest,
  type OverrideRequest,
  type RunsQuery,
  runEventsPageSchema,
  runPlanSchema,
  runsPageSchema,
} from '../stacks/requests';
import { runDetailSchema } from '../stacks/run';
import type { StacksRequestOptions } from './StacksApi';
import { StacksWire } from './StacksWire';

/**
 * The part of `StacksApi` that is about runs, over HTTP.
 *
 * @public
 */
export class RunsClient {
  readonly #wire: StacksWire;

  constructor(options: {
    fetchApi: { fetch: typeof fetch };
    /** Where the plugin answers; asked for before each call. */
    baseUrl: () => Promise<string>;
  }) {
    this.#wire = StacksWire.create(options);
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
}

function runPath(runId: string): string {
  return `/v1/runs/${encodeURIComponent(runId)}`;
}
