// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ImportTargets,
  PlanDiff,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import { importObjection } from '../rules/imports';
import type { RunsStore } from '../store/RunsStore';
import type { RunSource, StackHistoryStore } from '../store/StackHistoryStore';
import type { StacksService } from './StacksService';

/** What looking for places to import to needs. */
export interface StackImportsOptions {
  history: StackHistoryStore;
  runs: RunsStore;
  stacks: StacksService;
}

/** Tells where in the source of a stack resources can be taken in that stand already. */
export class StackImports {
  readonly #options: StackImportsOptions;

  static create(options: StackImportsOptions): StackImports {
    return new StackImports(options);
  }

  private constructor(options: StackImportsOptions) {
    this.#options = options;
  }

  async targets(
    stackId: string,
    credentials: BackstageCredentials,
  ): Promise<ImportTargets> {
    const { history, stacks } = this.#options;
    const stack = await stacks.get(stackId, credentials);
    const refusal = importObjection(stack);
    if (refusal) return { refusal, targets: [] };
    const source = await history.newestSource(stackId);
    if (!source) {
      return { refusal: 'No source of it was ever planned', targets: [] };
    }
    const { runId, digest, secretNames } = source;
    return {
      source: { runId, digest, secretNames },
      targets: await this.#unmade(stack, source),
    };
  }

  /** What the plan of a source would have created, and nobody has since. */
  async #unmade(
    stack: StackDetail,
    { runId }: RunSource,
  ): Promise<ImportTargets['targets']> {
    const text = await this.#options.runs.findPlan(runId);
    if (!text) return [];
    const { resources }: PlanDiff = JSON.parse(text);
    const standing = new Set(stack.resources.map(({ address }) => address));
    return resources
      .filter(
        ({ action, address }) => action === 'create' && !standing.has(address),
      )
      .map(({ address, type }) => ({ address, type }));
  }
}
