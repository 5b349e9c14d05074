// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, InputError } from '@backstage/errors';
import {
  type Environment,
  type NextPromotion,
  type PromotionInput,
  type PromotionStep,
  type StackDetail,
  type StackPromotion,
  type promoteRequestSchema,
  stackPlanPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { z } from 'zod';
import type { BundleStore } from '../bundles/BundleStore';
import { packFiles } from '../bundles/packFiles';
import {
  type ComparedInput,
  changedFiles,
  compareInputs,
  composeSource,
  mergeInputs,
  mergeLayerOutputs,
} from '../rules/promotion';
import type { AuditStore } from '../store/AuditStore';
import type { RunRecord } from '../store/runRecord';
import type { StacksStore } from '../store/StacksStore';
import { userOf } from './actor';
import type { Authorizer } from './Authorizer';
import type { PromotionGuard } from './PromotionGuard';
import type { PromotionLadder } from './PromotionLadder';
import type { FoundEnds, PromotionSources } from './PromotionSources';
import type { Decider } from './RunDecisions';
import type { RunRequests } from './RunRequests';
import { StackAccess, type StackAccessOptions } from './StackAccess';

type PromoteRequest = z.output<typeof promoteRequestSchema>;

/** The most files that are listed. */
const MOST_FILES = 200;

/** What promoting needs. */
export interface PromotionsOptions extends StackAccessOptions {
  audit: AuditStore;
  authorizer: Authorizer;
  bundles: BundleStore;
  ladder: PromotionLadder;
  promotionGuard: PromotionGuard;
  promotionSources: PromotionSources;
  requests: RunRequests;
  stacks: StacksStore;
}

/** Brings the code of a stack into the next environment. */
export class Promotions {
  readonly #options: PromotionsOptions;
  readonly #access: StackAccess;

  static create(options: PromotionsOptions): Promotions {
    return new Promotions(options);
  }

  private constructor(options: PromotionsOptions) {
    this.#options = options;
    this.#access = StackAccess.create(options);
  }

  /** Where the code of a stack stands, and what its promotion would bring. */
  async read(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<StackPromotion> {
    const { ladder, promotionGuard } = this.#options;
    const stack = await this.#access.require(stackId, credentials);
    const stacks = await ladder.stacks(stack);
    const steps = await ladder.steps(stack, stacks, credentials);
    const environment = promotionGuard.after(stack.target.environment);
    if (!environment || stack.standing) return { steps };
    const step = steps.find(each => each.environment === environment);
    const goal = stacks.find(each => each.target.environment === environment);
    return {
      steps,
      next: await this.#next({ stack, goal, step, environment }, credentials),
    };
  }

  /** Plans the code that is applied to a stack in the next environment. */
  async promote(
    stackId: string,
    request: PromoteRequest,
    { userRef, credentials }: Decider,
  ): Promise<RunRecord> {
    const { audit, authorizer, bundles, ladder, promotionSources, requests } =
      this.#options;
    await authorizer.require(stackPlanPermission, credentials);
    const stack = await this.#access.require(stackId, credentials);
    this.#assertNext(stack, request);
    const goal = await this.#goal(await ladder.stacks(stack), request);
    if (goal) await this.#access.require(goal.id, credentials);
    await this.#access.requireAccount(
      { ...stack, target: request.target },
      credentials,
    );
    const ends = await promotionSources.read(stack, goal);
    if (!ends) throw nothingApplied(stack);
    const inputs = mergeInputs(ends, request.inputs);
    const archive = await packFiles(composeSource(ends, stack.engine, inputs));
    assertSecrets(ends, request);
    const { digest } = await bundles.put(archive, userRef);
    const { record } = await requests.create(
      {
        layer: stack.layer,
        name: stack.name,
        engine: stack.engine,
        target: request.target,
        owner: goal?.owner ?? stack.owner,
        system: goal?.system ?? stack.system,
        description: goal?.description ?? stack.description,
        change: { reason: request.reason, ticket: request.ticket },
        source: { kind: 'bundle', digest },
        layerOutputs: mergeLayerOutputs(ends.to, request.layerOutputs, inputs),
        secretVariables: request.secretVariables,
        imports: [],
      },
      userRef,
      credentials,
      {
        stackId,
        entityRef: stack.entityRef,
        environment: stack.target.environment,
        runId: ends.source.runId,
      },
    );
    await audit.add({
      actor: userRef,
      action: 'stack.promote',
      outcome: 'done',
      stackId,
      runId: record.run.id,
      reason: `Source ${digest} for ${request.target.environment}`,
    });
    return record;
  }

  async #next(
    {
      stack,
      goal,
      step,
      environment,
    }: {
      stack: StackDetail;
      goal?: StackDetail;
      step?: PromotionStep;
      environment: Environment;
    },
    credentials: BackstageCredentials,
  ): Promise<NextPromotion> {
    const { authorizer, promotionSources } = this.#options;
    const mayPromote =
      userOf(credentials) !== undefined &&
      (await authorizer.may(stackPlanPermission, credentials));
    const nothing = { inputs: [], files: [], fileCount: 0, secretNames: [] };
    if (step?.hidden) {
      const blocked = `${stack.layer} ${stack.name} stands in ${environment}, but you may not see it there`;
      return { environment, ...nothing, blocked, mayPromote };
    }
    const standing = goal?.status === 'destroyed' ? undefined : goal;
    const ends = await promotionSources.read(stack, standing);
    if (!ends) {
      const blocked = nothingApplied(stack).message;
      return { environment, ...nothing, blocked, mayPromote };
    }
    const files = changedFiles(ends);
    return {
      environment,
      target: standing?.target,
      inputs: await this.#describeInputs(compareInputs(ends)),
      files: files.slice(0, MOST_FILES),
      fileCount: files.length,
      secretNames: ends.source.secretNames,
      mayPromote,
    };
  }

  /** Says of inputs that are outputs which layer gives them. */
  async #describeInputs(
    inputs: readonly ComparedInput[],
  ): Promise<PromotionInput[]> {
    const ids = inputs.flatMap(({ ref }) => ref?.stackId ?? []);
    const givers = await this.#options.stacks.findMany([...new Set(ids)]);
    const layers = new Map(givers.map(({ id, layer }) => [id, layer]));
    return inputs.map(({ ref, ...input }) => {
      const layer = ref && layers.get(ref.stackId);
      return layer
        ? { ...input, output: { layer, output: ref.output } }
        : input;
    });
  }

  #assertNext(stack: StackDetail, { target }: PromoteRequest): void {
    if (stack.standing) {
      throw new ConflictError(
        `${stack.entityRef} was made elsewhere and is only registered; it has no source to promote`,
      );
    }
    const { environment } = stack.target;
    const next = this.#options.promotionGuard.after(environment);
    if (next === target.environment) return;
    throw new InputError(
      next
        ? `target.environment: after ${environment} comes ${next}, the request says ${target.environment}; promote to an account of ${next}`
        : `target.environment: nothing comes after ${environment} in groundwork.stacks.promotion.order`,
    );
  }

  /** The stack that is changed there, if one is: a layer and name have one place in each environment. */
  async #goal(
    ladder: readonly StackDetail[],
    { target }: PromoteRequest,
  ): Promise<StackDetail | undefined> {
    const goal = ladder.find(
      each =>
        each.target.environment === target.environment &&
        each.status !== 'destroyed',
    );
    if (!goal) return undefined;
    const { accountId, region } = goal.target;
    if (accountId === target.accountId && region === target.region) return goal;
    throw new InputError(
      `target: ${goal.layer} ${goal.name} stands in ${accountId}/${region} in ${target.environment}; promote it there`,
    );
  }
}

function nothingApplied({ entityRef }: StackDetail): ConflictError {
  return new ConflictError(
    `Nothing is applied to ${entityRef}; apply it here before it is promoted`,
  );
}

/** Without its value a variable would fall back to its default. */
function assertSecrets(
  { source }: FoundEnds,
  { secretVariables }: PromoteRequest,
): void {
  const missing = source.secretNames.filter(
    name => secretVariables[name] === undefined,
  );
  if (missing.length === 0) return;
  throw new InputError(
    `secretVariables: give ${missing.join(
      ', ',
    )}; the values of sensitive variables are not taken from one environment into the next`,
  );
}
