// SPDX-License-Identifier: Apache-2.0
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  Engine,
  Environment,
  Target,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import type { BundleStore } from '../bundles/BundleStore';
import type { PromotionConfig } from '../config/promotion';
import type { PromotionStore } from '../store/PromotionStore';
import type { Objection } from './PlanReview';

/** What is to be applied, and where. */
export interface PromotedSource {
  layer: string;
  name: string;
  engine: Engine;
  target: Target;
  digest: string;
}

/** What the guard asks. */
export interface PromotionGuardOptions {
  bundles: BundleStore;
  config: { promotion: PromotionConfig };
  logger: LoggerService;
  promotions: PromotionStore;
}

/** Keeps code out of an environment that has not succeeded in the one before, where that is required. */
export class PromotionGuard {
  readonly #options: PromotionGuardOptions;

  static create(options: PromotionGuardOptions): PromotionGuard {
    return new PromotionGuard(options);
  }

  private constructor(options: PromotionGuardOptions) {
    this.#options = options;
  }

  /** Whether code must have succeeded in the environment before. */
  isRequired({ accountId, environment }: Target): boolean {
    const { environments, accounts } = this.#options.config.promotion.required;
    return environments.includes(environment) || accounts.includes(accountId);
  }

  /** The environment that code comes from; none for the first one, and for one that is not in the order. */
  before(environment: Environment): Environment | undefined {
    const { order } = this.#options.config.promotion;
    return order[order.indexOf(environment) - 1];
  }

  /** The environment that code goes to next. */
  after(environment: Environment): Environment | undefined {
    const { order } = this.#options.config.promotion;
    const index = order.indexOf(environment);
    return index < 0 ? undefined : order[index + 1];
  }

  /** Refuses a request for code that has to succeed elsewhere first. */
  async require(source: PromotedSource): Promise<void> {
    const objection = await this.#objection(source);
    if (!objection) return;
    throw new ConflictError(`${objection.reason}. ${objection.hint}`);
  }

  /** Asked after the plan and right before it is applied; not to know is a no. */
  async objectionTo({ run }: PlannedRun): Promise<Objection | undefined> {
    if (run.operation !== 'apply') return undefined;
    const { layer, name, engine, target, source } = run;
    try {
      const { digest } = source;
      return await this.#objection({ layer, name, engine, target, digest });
    } catch (error) {
      this.#options.logger.error(
        `Whether the code of run ${run.id} was promoted could not be found out`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return {
        reason: `Whether the code of ${run.entityRef} has succeeded in the environment before could not be found out`,
        hint: 'It is asked again every minute; look into the log of the backend',
      };
    }
  }

  async #objection(source: PromotedSource): Promise<Objection | undefined> {
    const { layer, name, target } = source;
    if (!this.isRequired(target)) return undefined;
    const before = this.before(target.environment);
    if (before && (await this.#hasSucceeded(source, before))) return undefined;
    return {
      reason: `In ${
        target.environment
      } only code is applied that has succeeded in ${
        before ?? 'an environment before it'
      }, and this code of ${layer} ${name} has not`,
      hint: before
        ? `Apply it to the stack ${layer} ${name} in ${before} first, then promote that stack`
        : `groundwork.stacks.promotion.order has no environment before ${target.environment}; correct the order`,
    };
  }

  /** In the stack of this layer and name there, or in the stack itself, which may change its inputs and go back. */
  async #hasSucceeded(
    { digest, ...source }: PromotedSource,
    before: Environment,
  ): Promise<boolean> {
    const { bundles, promotions } = this.#options;
    const proving = [before, source.target.environment];
    const ladder = (await promotions.ladder(source)).filter(
      ({ engine, environment }) =>
        engine === source.engine && proving.includes(environment),
    );
    const succeeded = await promotions.succeeded(ladder.map(({ id }) => id));
    const digests = succeeded.map(each => each.digest);
    if (digests.includes(digest)) return true;
    const identities = await bundles.identify([digest, ...digests]);
    const code = identities.get(digest)?.codeDigest;
    return digests.some(
      each => code !== undefined && identities.get(each)?.codeDigest === code,
    );
  }
}
