// SPDX-License-Identifier: Apache-2.0
import type { LayerGraph, LayerGraphQuery } from '../layers/graph';
import type { ApprovalsPage, ApprovalsQuery } from '../stacks/approvals';
import type { BlastRadii, BlastRadius } from '../stacks/blastRadius';
import type { Bundle } from '../stacks/bundle';
import type { DriftIgnoreRequest, StackDriftReport } from '../stacks/drift';
import type { EngineHealth } from '../stacks/health';
import type { ImportRequest, ImportTargets } from '../stacks/imports';
import type {
  CreateFreezeRequest,
  Freeze,
  FreezesPage,
} from '../stacks/freeze';
import type {
  AccountsPage,
  CreateRunRequest,
  DecisionRequest,
  OperationRequest,
  OutputsPage,
  OutputsQuery,
  OverrideRequest,
  RunEventsPage,
  RunPlan,
  RunsPage,
  RunsQuery,
  StacksPage,
  StacksQuery,
} from '../stacks/requests';
import type {
  DestroyRequest,
  RollbackRequest,
  StackDependants,
  StackForm,
  StackSourcesPage,
  StackSourcesQuery,
} from '../stacks/lifecycle';
import type {
  LayersPage,
  StackUpgrade,
  UpgradeRequest,
  UpgradeResult,
} from '../stacks/layerVersion';
import type { PromoteRequest, StackPromotion } from '../stacks/promotion';
import type { RunDetail } from '../stacks/run';
import type { StackDetail } from '../stacks/stack';
import type {
  DeregisterStanding,
  DeregisteredStanding,
  RegisterStanding,
  RegisteredStanding,
  StandingFindings,
  StandingSearch,
} from '../stacks/standing';

/**
 * Options of every call.
 *
 * @public
 */
export interface StacksRequestOptions {
  signal?: AbortSignal;
  /** A Backstage token, for callers that do not go through the app's fetch. */
  token?: string;
}

/**
 * The web API of `aws-stacks`, for browsers and for other backends alike. Every method rejects with a `ResponseError`.
 *
 * @public
 */
export interface StacksApi {
  /** How the engine itself is; for people who may see every stack. */
  getHealth(options?: StacksRequestOptions): Promise<EngineHealth>;
  /** The accounts of the configuration, and which of them the caller may use. */
  listAccounts(options?: StacksRequestOptions): Promise<AccountsPage>;
  /** The layers by what they require, and how they stand in each environment. */
  getLayerGraph(
    query?: LayerGraphQuery,
    options?: StacksRequestOptions,
  ): Promise<LayerGraph>;
  listOutputs(
    query: OutputsQuery,
    options?: StacksRequestOptions,
  ): Promise<OutputsPage>;
  /** Stores a tar.gz; the same bytes are stored once. */
  uploadBundle(
    archive: Uint8Array,
    options?: StacksRequestOptions,
  ): Promise<Bundle>;
  listStacks(
    query?: StacksQuery,
    options?: StacksRequestOptions,
  ): Promise<StacksPage>;
  getStack(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackDetail>;
  /** The stacks of an entity: the stack it stands for, else those it owns or is the system of. */
  listEntityStacks(
    entityRef: string,
    options?: StacksRequestOptions,
  ): Promise<StacksPage>;
  /**
   * The source of a stack as tar.gz. With `engineFiles` it holds the engine's own files too (backend, context), so
   * that the same plan can be made outside.
   */
  getStackSource(
    stackId: string,
    options?: StacksRequestOptions & { engineFiles?: boolean },
  ): Promise<Uint8Array>;
  /** What depends on a stack, in the order in which it could be destroyed. */
  listStackDependants(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackDependants>;
  /** The sources that were applied to a stack, newest first. */
  listStackSources(
    stackId: string,
    query?: StackSourcesQuery,
    options?: StacksRequestOptions,
  ): Promise<StackSourcesPage>;
  /** The layer's form with the values of the stack's source. */
  getStackForm(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackForm>;
  /** Plans the destruction of a stack. */
  destroyStack(
    stackId: string,
    request: DestroyRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  /** Plans a source that was applied to the stack before. */
  rollbackStack(
    stackId: string,
    request: RollbackRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  /** Where in the newest source of a stack resources can be taken in that stand already. */
  getImportTargets(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<ImportTargets>;
  /** Plans a source of the stack, and takes in resources that stand already. */
  importResources(
    stackId: string,
    request: ImportRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  /** The stacks of the same layer and name in the other environments, and what a promotion would bring. */
  getStackPromotion(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackPromotion>;
  /** Plans the code of a stack in the next environment. */
  promoteStack(
    stackId: string,
    request: PromoteRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  /** The layers, their newest versions, and how many stacks have which. */
  listLayers(options?: StacksRequestOptions): Promise<LayersPage>;
  /** What the newest version of its layer changes in a stack. */
  getStackUpgrade(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackUpgrade>;
  /** Has the newest version of a layer rendered and planned for each of these stacks. */
  upgradeStacks(
    layer: string,
    request: UpgradeRequest,
    options?: StacksRequestOptions,
  ): Promise<UpgradeResult>;
  /** Looks in AWS for what stands in an account and was made elsewhere. */
  searchStanding(
    request: StandingSearch,
    options?: StacksRequestOptions,
  ): Promise<StandingFindings>;
  /** Registers what was found, read-only. */
  registerStanding(
    request: RegisterStanding,
    options?: StacksRequestOptions,
  ): Promise<RegisteredStanding>;
  /** Forgets a registered stack that nothing depends on. */
  deregisterStanding(
    stackId: string,
    request: DeregisterStanding,
    options?: StacksRequestOptions,
  ): Promise<DeregisteredStanding>;
  /** The last look at a stack, with all that it found. */
  getStackDrift(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackDriftReport>;
  /** Has a stack looked at now. */
  checkStackDrift(
    stackId: string,
    options?: StacksRequestOptions,
  ): Promise<StackDriftReport>;
  /** Lets a difference not count. */
  ignoreStackDrift(
    stackId: string,
    request: DriftIgnoreRequest,
    options?: StacksRequestOptions,
  ): Promise<StackDriftReport>;
  endStackDriftIgnore(
    stackId: string,
    ignoreId: string,
    options?: StacksRequestOptions,
  ): Promise<StackDriftReport>;
  /** Plans the applied source, so that the account is again what it says. */
  revertStackDrift(
    stackId: string,
    request: Omit<RollbackRequest, 'runId'>,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  createRun(
    request: CreateRunRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  listRuns(
    query?: RunsQuery,
    options?: StacksRequestOptions,
  ): Promise<RunsPage>;
  getRun(runId: string, options?: StacksRequestOptions): Promise<RunDetail>;
  getRunPlan(runId: string, options?: StacksRequestOptions): Promise<RunPlan>;
  /** Which entities depend on what the plan of a run changes. */
  getBlastRadius(
    runId: string,
    options?: StacksRequestOptions,
  ): Promise<BlastRadius>;
  /** How many they are, for at most `MAX_BLAST_RADIUS_RUNS` runs at once. */
  countBlastRadii(
    runIds: readonly string[],
    options?: StacksRequestOptions,
  ): Promise<BlastRadii>;
  /** All that is known of a run, as the bytes of a JSON document with its SHA-256. */
  getRunRecord(
    runId: string,
    options?: StacksRequestOptions,
  ): Promise<Uint8Array>;
  listRunEvents(
    runId: string,
    options?: StacksRequestOptions & { after?: number },
  ): Promise<RunEventsPage>;
  /** `approve` and `reject` are bound to the digest of the plan that was looked at. */
  decideRun(
    runId: string,
    decision: 'approve' | 'reject',
    request: DecisionRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  /** Lets the plan with this digest go on against policies of level `soft`. */
  overrideRun(
    runId: string,
    request: OverrideRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  operateRun(
    runId: string,
    operation: 'discard' | 'cancel' | 'resume' | 'unlock' | 'fail',
    request?: OperationRequest,
    options?: StacksRequestOptions,
  ): Promise<RunDetail>;
  /** Plans that wait for agreement: those the caller may approve first. */
  listApprovals(
    query?: ApprovalsQuery,
    options?: StacksRequestOptions,
  ): Promise<ApprovalsPage>;
  /** Freezes that are on or coming. */
  listFreezes(options?: StacksRequestOptions): Promise<FreezesPage>;
  createFreeze(
    request: CreateFreezeRequest,
    options?: StacksRequestOptions,
  ): Promise<Freeze>;
  endFreeze(
    freezeId: string,
    request?: OperationRequest,
    options?: StacksRequestOptions,
  ): Promise<Freeze>;
}
