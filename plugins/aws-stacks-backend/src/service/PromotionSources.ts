// SPDX-License-Identifier: Apache-2.0
import {
  Redactor,
  readBundle,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type { StackDetail } from '@groundwork/backstage-plugin-groundwork-common';
import type { BundleStore } from '../bundles/BundleStore';
import type { PromotionEnd, PromotionEnds } from '../rules/promotion';
import { readInputs, sensitiveVariables } from '../rules/sourceFiles';
import type { RunSource, StackHistoryStore } from '../store/StackHistoryStore';

/** What reading the ends of promotions needs. */
export interface PromotionSourcesOptions {
  bundles: BundleStore;
  history: StackHistoryStore;
}

/** Both ends of a promotion, with the run that has applied the first. */
export interface FoundEnds extends PromotionEnds {
  source: RunSource;
}

/** Reads what a promotion brings, and what stands where it goes. */
export class PromotionSources {
  readonly #options: PromotionSourcesOptions;

  static create(options: PromotionSourcesOptions): PromotionSources {
    return new PromotionSources(options);
  }

  private constructor(options: PromotionSourcesOptions) {
    this.#options = options;
  }

  /** Nothing when nothing is applied that could be promoted. */
  async read(
    stack: StackDetail,
    goal: StackDetail | undefined,
  ): Promise<FoundEnds | undefined> {
    const { history } = this.#options;
    const source = stack.appliedAt
      ? await history.appliedSource(stack)
      : undefined;
    if (!source) return undefined;
    const from = await this.#end(stack, source);
    const there =
      goal &&
      ((await history.appliedSource(goal)) ??
        (await history.newestSource(goal.id)));
    const to = goal && there && (await this.#end(goal, there));
    const sensitive = sensitiveVariables([...from.files, ...(to?.files ?? [])]);
    const redactor = Redactor.create();
    return {
      source,
      from,
      to,
      isSecret: (name, value) =>
        sensitive.has(name) || redactor.touches({ [name]: value }),
    };
  }

  async #end(
    { engine }: StackDetail,
    { digest, layerOutputs }: RunSource,
  ): Promise<PromotionEnd> {
    const files = await readBundle(await this.#options.bundles.read(digest));
    return { files, inputs: readInputs(files, engine), layerOutputs };
  }
}
