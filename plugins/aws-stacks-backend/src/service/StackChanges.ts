// SPDX-License-Identifier: Apache-2.0
import { ConflictError, InputError } from '@backstage/errors';
import {
  type Run,
  type RunImport,
  type RunOperation,
  type StackDetail,
  type destroyRequestSchema,
  type importRequestSchema,
  type rollbackRequestSchema,
  stackDestroyPermission,
  stackPlanPermission,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { StackHistoryStore, RunSource } from '../store/StackHistoryStore';
import type { NewRuns } from '../store/NewRuns';
import type { RunRecord } from '../store/runRecord';
import type { RunsStore } from '../store/RunsStore';
import type { StacksStore } from '../store/StacksStore';
import { type Authorizer, authorized } from './Authorizer';
import type { LayerOutputs } from './LayerOutputs';
import { checkImports } from './checkImports';
import type { Decider } from './RunDecisions';
import { sealSecrets } from './sealSecrets';
import { StackAccess } from './StackAccess';
import type { StackDependants } from './StackDependants';

type DestroyRequest = z.output<typeof destroyRequestSchema>;
type RollbackRequest = z.output<typeof rollbackRequestSchema>;
type ImportRequest = z.output<typeof importRequestSchema>;

/** What changing stacks needs. */
export interface StackChangesOptions {
  accounts: AccountsConfig;
  authorizer: Authorizer;
  dependants: StackDependants;
  key: Buffer;
  layerOutputs: LayerOutputs;
  history: StackHistoryStore;
  newRuns: NewRuns;
  runs: RunsStore;
  stacks: StacksStore;
  wake: () => void;
}

/** Plans what a stack needs no form for: its end, the way back to a source that it had, and what it takes in. */
export class StackChanges {
  readonly #options: StackChangesOptions;
  readonly #access: StackAccess;

  static create(options: StackChangesOptions): StackChanges {
    return new StackChanges(options);
  }

  private constructor(options: StackChangesOptions) {
    this.#options = options;
    this.#access = StackAccess.create(options);
  }

  /** Plans the destruction of a stack that nothing depends on. */
  async destroy(
    stackId: string,
    request: DestroyRequest,
    decider: Decider,
  ): Promise<RunRecord> {
    const { authorizer, dependants, history } = this.#options;
    const { credentials } = decider;
    const stack = await this.#access.find(stackId);
    await authorizer.requireStack(
      stackDestroyPermission,
      authorized(stack),
      credentials,
    );
    await this.#access.requireAccount(stack, credentials);
    assertConfirmed(stack, request.confirmation);
    await dependants.requireNone(stack, credentials);
    const source =
      (await history.appliedSource(stack)) ??
      (await history.newestSource(stackId));
    if (!source) throw noSource(stack);
    return this.#add(stack, {
      operation: 'destroy',
      source: { ...source, layerOutputs: [] },
      request,
      decider,
    });
  }

  /** Plans the source that is applied, or the one that another run has applied. */
  async rollback(
    stackId: string,
    request: RollbackRequest,
    decider: Decider,
  ): Promise<RunRecord> {
    const { history } = this.#options;
    const stack = await this.#requirePlannable(stackId, decider);
    const { runId } = request;
    const [source] = runId
      ? await history.appliedSources({ stackId, runId, limit: 1 })
      : [await history.appliedSource(stack)];
    if (!source) {
      throw runId
        ? new InputError(
            `runId: run ${runId} has applied no source to ${stack.entityRef}; choose one of /v1/stacks/${stackId}/sources`,
          )
        : noSource(stack);
    }
    await this.#checkInputs(source, request, decider);
    return this.#add(stack, { operation: 'apply', source, request, decider });
  }

  /** Plans a source of the stack, and takes resources into its state that stand already. */
  async importResources(
    stackId: string,
    request: ImportRequest,
    decider: Decider,
  ): Promise<RunRecord> {
    const { history } = this.#options;
    const stack = await this.#requirePlannable(stackId, decider);
    const { imports, runId } = request;
    await checkImports(stack, imports, history);
    const source = runId
      ? await history.sourceOf(stackId, runId)
      : await history.newestSource(stackId);
    if (!source) {
      throw runId
        ? new InputError(
            `runId: run ${runId} is none of ${stack.entityRef} with a source`,
          )
        : noSource(stack);
    }
    await this.#checkInputs(source, request, decider);
    const change = { source, request, decider, imports };
    return this.#add(stack, { operation: 'apply', ...change });
  }

  async #requirePlannable(
    stackId: string,
    { credentials }: Decider,
  ): Promise<StackDetail> {
    const { authorizer } = this.#options;
    await authorizer.require(stackPlanPermission, credentials);
    const stack = await this.#access.require(stackId, credentials);
    await this.#access.requireAccount(stack, credentials);
    return stack;
  }

  /** A source is planned again with what it was planned with: secrets are given anew, outputs are still as they were. */
  async #checkInputs(
    source: RunSource,
    { secretVariables }: RollbackRequest,
    { credentials }: Decider,
  ): Promise<void> {
    const { authorizer, layerOutputs } = this.#options;
    assertSecrets(source, secretVariables);
    const mayRead = await authorizer.stackJudge(
      stackReadPermission,
      credentials,
    );
    await layerOutputs.check(source.layerOutputs, other =>
      mayRead(authorized(other)),
    );
  }

  async #add(
    stack: StackDetail,
    change: {
      operation: RunOperation;
      source: RunSource;
      request: DestroyRequest | RollbackRequest;
      decider: Decider;
      imports?: RunImport[];
    },
  ): Promise<RunRecord> {
    const { key, newRuns, runs, wake } = this.#options;
    const { operation, source, request, decider, imports } = change;
    const { reason, ticket, secretVariables } = request;
    const id = await newRuns.add({
      operation,
      requestedBy: decider.userRef,
      request: {
        layer: stack.layer,
        name: stack.name,
        engine: stack.engine,
        target: stack.target,
        owner: stack.owner,
        system: source.system,
        description: source.description,
        change: { reason, ticket },
        source: sourceOf(source),
        layerOutputs: source.layerOutputs,
        imports,
        secretVariables,
      },
      sealSecrets: runId => sealSecrets(runId, secretVariables, key),
    });
    wake();
    const record = await runs.find(id);
    if (record) return record;
    throw new ConflictError(`Run ${id} is gone; send the request again`);
  }
}

function sourceOf({ digest }: RunSource): Run['source'] {
  return { kind: 'bundle', digest };
}

function noSource({ entityRef }: StackDetail): ConflictError {
  return new ConflictError(
    `Nothing was ever applied of ${entityRef}, so there is no source to go back to; plan it by its form`,
  );
}

/** Without its value a variable would fall back to its default. */
function assertSecrets(
  { secretNames }: RunSource,
  given: Readonly<Record<string, string>>,
): void {
  const missing = secretNames.filter(name => given[name] === undefined);
  if (missing.length === 0) return;
  throw new InputError(
    `secretVariables: the source was planned with ${missing.join(
      ', ',
    )}; values of sensitive variables are not kept, give them again`,
  );
}

function assertConfirmed(stack: StackDetail, confirmation: string): void {
  if (stack.status === 'destroyed') {
    throw new ConflictError(`${stack.entityRef} is destroyed already`);
  }
  if (confirmation === stack.name) return;
  throw new InputError(
    `confirmation: the stack is called ${stack.name}; write its name to have its destruction planned`,
  );
}
