// SPDX-License-Identifier: Apache-2.0
import type {
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { promise as createQueue } from 'fastq';
import { toProblem } from './describeAwsError';

/** Targets at once when nothing is said. */
const CONCURRENCY = 8;

/**
 * What came of each target: a value, or a problem.
 *
 * @public
 */
export interface TargetResults<T extends SweepTarget, V> {
  /** In the order of the targets. */
  results: Array<{ target: T; value: V }>;
  problems: Problem[];
}

/**
 * Asks many accounts and Regions, a few at a time. A target that fails is a problem beside the results of the others;
 * only an aborted signal makes it reject.
 *
 * @public
 */
export async function forEachTarget<T extends SweepTarget, V>(
  targets: readonly T[],
  fn: (target: T) => Promise<V>,
  options: { concurrency?: number; signal?: AbortSignal } = {},
): Promise<TargetResults<T, V>> {
  const { concurrency = CONCURRENCY, signal } = options;
  const queue = createQueue(async (target: T) => {
    signal?.throwIfAborted();
    return attempt(target, fn);
  }, concurrency);
  const outcomes = await Promise.all(targets.map(each => queue.push(each)));
  signal?.throwIfAborted();
  return {
    results: outcomes.flatMap(each => ('result' in each ? [each.result] : [])),
    problems: outcomes.flatMap(each =>
      'problem' in each ? [each.problem] : [],
    ),
  };
}

async function attempt<T extends SweepTarget, V>(
  target: T,
  fn: (target: T) => Promise<V>,
): Promise<{ result: { target: T; value: V } } | { problem: Problem }> {
  try {
    return { result: { target, value: await fn(target) } };
  } catch (error) {
    return { problem: toProblem(error, target) };
  }
}
