// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  type PromotionOrigin,
  type createRunRequestSchema,
  stackEntityRef,
  stackPlanPermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  AccountConfig,
  AccountsConfig,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { BundleStore } from '../bundles/BundleStore';
import type { NewRuns } from '../store/NewRuns';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';
import type { StackHistoryStore } from '../store/StackHistoryStore';
import type { Authorizer } from './Authorizer';
import type { LayerOutputs } from './LayerOutputs';
import type { LayerRequirements } from './LayerRequirements';
import { canonicalJson } from '../rules/canonicalJson';
import type { PromotionGuard } from './PromotionGuard';
import { checkImports } from './checkImports';
import { sealSecrets } from './sealSecrets';

/** A request with its defaults filled in. */
export type RunRequest = z.output<typeof createRunRequestSchema>;

/** What taking in requests needs. */
export interface RunRequestsOptions {
  accounts: AccountsConfig;
  authorizer: Authorizer;
  bundles: BundleStore;
  key: Buffer;
  history: StackHistoryStore;
  layerOutputs: LayerOutputs;
  layerRequirements: LayerRequirements;
  newRuns: NewRuns;
  promotionGuard: PromotionGuard;
  runs: RunsStore;
  /** Called when a run was stored. */
  wake: () => void;
}

/** Takes in requests for runs: checks all that can be known before a plan. */
export class RunRequests {
  readonly #options: RunRequestsOptions;

  static create(options: RunRequestsOptions): RunRequests {
    return new RunRequests(options);
  }

  private constructor(options: RunRequestsOptions) {
    this.#options = options;
  }

  /** Stores the run, or answers the one that the same request has made before. */
  async create(
    request: RunRequest,
    requestedBy: string,
    credentials: BackstageCredentials,
    promotedFrom?: PromotionOrigin,
  ): Promise<{ record: RunRecord; created: boolean }> {
    const { authorizer } = this.#options;
    await authorizer.require(stackPlanPermission, credentials);
    const account = this.#requireAccount(request);
    await authorizer.requireAccount(account, credentials);
    const earlier = await this.#findEarlier(request, requestedBy);
    if (earlier) return { record: earlier, created: false };
    assertTarget(request, account);
    await this.#checkImports(request);
    await this.#assertBundle(request);
    await this.#assertLayerOutputs(request, credentials);
    await this.#options.layerRequirements.check(request);
    await this.#assertPromoted(request);
    return this.#add(request, requestedBy, promotedFrom);
  }

  /** Of two requests with one key that come at the same moment, the second answers the run of the first. */
  async #add(
    request: RunRequest,
    requestedBy: string,
    promotedFrom?: PromotionOrigin,
  ) {
    const { newRuns, wake } = this.#options;
    try {
      const id = await newRuns.add({
        request,
        requestedBy,
        promotedFrom,
        sealSecrets: runId =>
          sealSecrets(runId, request.secretVariables, this.#options.key),
      });
      wake();
      return { record: await this.#require(id), created: true };
    } catch (error) {
      const earlier = await this.#findEarlier(request, requestedBy);
      if (!(error instanceof ConflictError) || !earlier) throw error;
      return { record: earlier, created: false };
    }
  }

  async #assertPromoted({ source, ...request }: RunRequest): Promise<void> {
    const { layer, name, engine, target } = request;
    const { digest } = source;
    const promoted = { layer, name, engine, target, digest };
    await this.#options.promotionGuard.require(promoted);
  }

  #checkImports(request: RunRequest): Promise<void> {
    const { engine, imports, layer, name, target } = request;
    const { environment } = target;
    const entityRef = stackEntityRef({ layer, name, environment });
    return checkImports(
      { engine, target, entityRef },
      imports,
      this.#options.history,
    );
  }

  #requireAccount({ target }: RunRequest): AccountConfig {
    const account = this.#options.accounts.get(target.accountId);
    if (account) return account;
    throw new InputError(
      `target.accountId: account ${target.accountId} is not in groundwork.accounts; choose one that is`,
    );
  }

  async #findEarlier(
    request: RunRequest,
    requestedBy: string,
  ): Promise<RunRecord | undefined> {
    const key = request.idempotencyKey;
    if (key === undefined) return undefined;
    const earlier = await this.#options.runs.findByKey(requestedBy, key);
    if (!earlier || isSameRequest(earlier, request)) return earlier;
    throw new ConflictError(
      `idempotencyKey: ${key} was used for run ${earlier.run.id}, which is of other source or imports, or another stack; use a new key`,
    );
  }

  async #assertBundle({ source, engine }: RunRequest): Promise<void> {
    const bundle = await this.#options.bundles.find(source.digest);
    if (!bundle) {
      throw new InputError(
        `source.digest: there is no bundle ${source.digest}; upload it to /v1/bundles first`,
      );
    }
    if (!bundle.files.some(file => file.startsWith(`${engine}/`))) {
      throw new InputError(
        `engine: the bundle has no folder ${engine}/; render the layer for ${engine}, or choose the engine it was rendered for`,
      );
    }
  }

  async #assertLayerOutputs(
    { layerOutputs }: RunRequest,
    credentials: BackstageCredentials,
  ): Promise<void> {
    if (layerOutputs.length === 0) return;
    const mayRead = await this.#options.authorizer.stackJudge(
      stackReadPermission,
      credentials,
    );
    await this.#options.layerOutputs.check(
      layerOutputs,
      ({ id, owner, target }) => mayRead({ stackId: id, owner, target }),
    );
  }

  async #require(id: string): Promise<RunRecord> {
    const record = await this.#options.runs.find(id);
    if (record) return record;
    throw new ConflictError(`Run ${id} is gone; send the request again`);
  }
}

function isSameRequest({ run }: RunRecord, request: RunRequest): boolean {
  return (
    run.source.digest === request.source.digest &&
    run.layer === request.layer &&
    run.name === request.name &&
    run.engine === request.engine &&
    run.target.accountId === request.target.accountId &&
    run.target.region === request.target.region &&
    canonicalJson(run.imports ?? []) === canonicalJson(request.imports)
  );
}

function assertTarget({ target }: RunRequest, account: AccountConfig): void {
  if (target.environment !== account.environment) {
    throw new InputError(
      `target.environment: account ${account.accountId} is ${account.environment}, the request says ${target.environment}; the environment is a property of the account`,
    );
  }
  if (target.region === 'global' || account.regions.includes(target.region)) {
    return;
  }
  throw new InputError(
    `target.region: ${target.region} is not configured for account ${
      account.accountId
    }; choose ${account.regions.join(', ')} or global`,
  );
}
