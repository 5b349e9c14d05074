// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import type {
  LayerOutputRef,
  StackDetail,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { RunRecord } from '../store/runRecord';
import type { StackHistoryStore } from '../store/StackHistoryStore';
import type { StacksStore } from '../store/StacksStore';

/** Reads the outputs again that a run's inputs were taken from. */
export class LayerOutputs {
  readonly #stacks: StacksStore;
  readonly #history: StackHistoryStore;

  static create(options: {
    stacks: StacksStore;
    history: StackHistoryStore;
  }): LayerOutputs {
    return new LayerOutputs(options.stacks, options.history);
  }

  private constructor(stacks: StacksStore, history: StackHistoryStore) {
    this.#stacks = stacks;
    this.#history = history;
  }

  /** Refuses when an output is gone or has another value by now. `mayRead` says which stacks the caller may see. */
  async check(
    refs: readonly LayerOutputRef[],
    mayRead: (stack: StackDetail) => boolean,
  ): Promise<void> {
    if (refs.length === 0) return;
    const ids = [...new Set(refs.map(({ stackId }) => stackId))];
    const [stacks, going] = await Promise.all([
      this.#stacks.findMany(ids),
      this.#history.beingDestroyed(ids),
    ]);
    const visible = new Map(
      stacks.filter(mayRead).map(stack => [stack.id, stack]),
    );
    refs.forEach((ref, index) => {
      const where = `layerOutputs[${index}]`;
      assertOutput(ref, visible.get(ref.stackId), where);
      if (!going.has(ref.stackId)) return;
      throw new InputError(
        `${where}: stack ${ref.stackId} is being destroyed; choose an output of another`,
      );
    });
  }

  /** The same once more, right before the plan: a run may have waited. */
  async recheck({ layerOutputs }: RunRecord): Promise<void> {
    await this.check(layerOutputs, () => true);
  }
}

function assertOutput(
  ref: LayerOutputRef,
  stack: StackDetail | undefined,
  where: string,
): void {
  if (!stack) {
    throw new InputError(
      `${where}: there is no stack ${ref.stackId}, or you may not see it; choose the output again`,
    );
  }
  if (!stack.appliedAt) {
    throw new InputError(
      `${where}: stack ${stack.entityRef} was never applied, so it has no output ${ref.output}; apply it first`,
    );
  }
  const output = stack.outputs.find(({ name }) => name === ref.output);
  if (!output || output.sensitive) {
    throw new InputError(
      `${where}: stack ${stack.entityRef} gives no output ${ref.output}; choose another`,
    );
  }
  if (outputText(output.value) !== ref.value) {
    throw new InputError(
      `${where}: output ${ref.output} of ${
        stack.entityRef
      } is no longer ${JSON.stringify(ref.value)} but ${JSON.stringify(
        outputText(output.value),
      )}; choose it again`,
    );
  }
}

/** An output as a form shows it: texts, numbers and booleans; lists and objects have none. */
export function outputText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  return undefined;
}
