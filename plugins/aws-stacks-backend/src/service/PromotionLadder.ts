// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type PromotionStep,
  type StackDetail,
  stackReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import type { PromotionConfig } from '../config/promotion';
import { type CodeHistory, compareCode } from '../rules/promotion';
import type { BundleIdentity } from '../store/BundlesStore';
import type { PromotionStore } from '../store/PromotionStore';
import type { RunsStore } from '../store/RunsStore';
import type { StackHistoryStore } from '../store/StackHistoryStore';
import type { StacksStore } from '../store/StacksStore';
import { type Authorizer, authorized } from './Authorizer';
import type { PromotionGuard } from './PromotionGuard';

/** What reading a ladder needs. */
export interface PromotionLadderOptions {
  authorizer: Authorizer;
  bundles: BundleStore;
  config: { promotion: PromotionConfig };
  history: StackHistoryStore;
  promotionGuard: PromotionGuard;
  promotions: PromotionStore;
  runs: RunsStore;
  stacks: StacksStore;
}

/** What has succeeded in the stacks of a ladder. */
interface Codes {
  identities: Map<string, BundleIdentity>;
  histories: Map<string, CodeHistory>;
}

/** The stacks of one layer and name, environment by environment. */
export class PromotionLadder {
  readonly #options: PromotionLadderOptions;

  static create(options: PromotionLadderOptions): PromotionLadder {
    return new PromotionLadder(options);
  }

  private constructor(options: PromotionLadderOptions) {
    this.#options = options;
  }

  /** The stacks of this layer and name, whoever may see them. */
  async stacks(of: { layer: string; name: string }): Promise<StackDetail[]> {
    const { promotions, stacks } = this.#options;
    const rows = await promotions.ladder(of);
    return stacks.findMany(rows.map(({ id }) => id));
  }

  /** Each environment of the order, and how what stands there compares to this stack, as far as the caller may see it. */
  async steps(
    stack: StackDetail,
    ladder: readonly StackDetail[],
    credentials: BackstageCredentials,
  ): Promise<PromotionStep[]> {
    const { authorizer, config, promotionGuard } = this.#options;
    const mayRead = await authorizer.stackJudge(
      stackReadPermission,
      credentials,
    );
    const codes = await this.#codes(ladder);
    const environments = new Set([
      ...config.promotion.order,
      stack.target.environment,
    ]);
    return Promise.all(
      [...environments].map(async environment => {
        const there = ladder.find(
          ({ target }) => target.environment === environment,
        );
        const hidden = there !== undefined && !mayRead(authorized(there));
        const target = there?.target ?? { ...stack.target, environment };
        const accountId = there ? target.accountId : '';
        return {
          environment,
          required: promotionGuard.isRequired({ ...target, accountId }),
          hidden,
          stack:
            there && !hidden
              ? await this.#describe(there, stack, codes)
              : undefined,
        };
      }),
    );
  }

  async #describe(
    there: StackDetail,
    here: StackDetail,
    { identities, histories }: Codes,
  ): Promise<PromotionStep['stack']> {
    const { history, runs } = this.#options;
    const [applied, last] = await Promise.all([
      there.appliedAt ? history.appliedSource(there) : undefined,
      there.lastRun && runs.find(there.lastRun.id),
    ]);
    const identity = identities.get(there.sourceDigest ?? '');
    const from = histories.get(here.id) ?? { past: new Set() };
    const to = histories.get(there.id) ?? { past: new Set() };
    return {
      stackId: there.id,
      entityRef: there.entityRef,
      target: there.target,
      status: there.status,
      current: there.id === here.id,
      code: there.sourceDigest ? compareCode(from, to) : undefined,
      sourceDigest: there.sourceDigest,
      codeDigest: identity?.codeDigest,
      layerVersion: there.layerVersion,
      applied: applied && {
        runId: applied.runId,
        at: applied.at,
        requestedBy: applied.requestedBy,
      },
      lastRun: there.lastRun,
      promotedFrom: last?.run.promotedFrom,
    };
  }

  async #codes(ladder: readonly StackDetail[]): Promise<Codes> {
    const { bundles, promotions } = this.#options;
    const succeeded = await promotions.succeeded(ladder.map(({ id }) => id));
    const applied = ladder.flatMap(({ sourceDigest }) => sourceDigest ?? []);
    const identities = await bundles.identify([
      ...succeeded.map(({ digest }) => digest),
      ...applied,
    ]);
    const codeOf = (digest: string | undefined) =>
      digest === undefined ? undefined : identities.get(digest)?.codeDigest;
    const histories = ladder.map(({ id, sourceDigest }) => {
      const past = succeeded
        .filter(({ stackId }) => stackId === id)
        .flatMap(({ digest }) => codeOf(digest) ?? []);
      const history = { code: codeOf(sourceDigest), past: new Set(past) };
      return [id, history] as const;
    });
    return { identities, histories: new Map(histories) };
  }
}
