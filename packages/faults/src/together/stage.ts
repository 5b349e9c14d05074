// SPDX-License-Identifier: Apache-2.0
import {
  type CreateRunRequest,
  type Run,
  type RunDetail,
  StacksClient,
} from '@groundwork/backstage-plugin-groundwork-common';
import { BackendProcess } from '../bench/BackendProcess';
import { bundleFor } from '../bench/bundles';
import { KILL_REGION } from '../bench/config';
import type { Arena } from '../kills/Arena';

/** What came of something that several do at once. */
export interface TogetherResult {
  id: string;
  holds: boolean;
  seconds: number;
  /** What was seen. */
  seen: object;
  problems: string[];
}

/** Something that several do at once. */
export interface Together {
  /** `together/<what>`. */
  id: string;
  /** Answers what was seen, and what of it is not as it has to be. */
  perform(stage: Stage): Promise<{ seen: object; problems: string[] }>;
}

/** Two replicas on one database and one data directory. */
export interface Stage {
  arena: Arena;
  first: BackendProcess;
  second: BackendProcess;
}

/** A request for a stack that needs no provider. */
export async function requestOf(
  { first }: Stage,
  name: string,
  target: { accountId: string; environment: 'development' | 'production' },
): Promise<CreateRunRequest> {
  const { digest } = await first.client.uploadBundle(bundleFor('data'));
  return {
    layer: 'kms',
    name,
    engine: 'terraform',
    target: { ...target, region: KILL_REGION },
    owner: 'group:default/platform',
    source: { kind: 'bundle', digest },
  };
}

/** How often a run was moved to each state, by its events. */
export async function movesOf(
  client: StacksClient,
  run: Run,
): Promise<Map<string, number>> {
  const { items } = await client.listRunEvents(run.id);
  const moves = new Map<string, number>();
  for (const event of items) {
    if (event.kind !== 'state') continue;
    moves.set(event.to, (moves.get(event.to) ?? 0) + 1);
  }
  return moves;
}

/** Waits until all runs are in one of these states. */
export function untilAll(
  { arena }: Stage,
  runs: readonly Run[],
  states: readonly string[],
): Promise<RunDetail[]> {
  return Promise.all(
    runs.map(run =>
      arena.bench.until(run, ({ state }) => states.includes(state)),
    ),
  );
}

/** Performs something with a second replica beside the arena's own backend. */
export async function performOn(
  arena: Arena,
  { id, perform }: Together,
): Promise<TogetherResult> {
  const startedAt = performance.now();
  const second = await arena.replica();
  const stage = { arena, first: arena.bench.backend, second };
  let done: { seen: object; problems: string[] };
  try {
    done = await perform(stage);
  } catch (error) {
    const problem = error instanceof Error ? error.message : `${error}`;
    done = { seen: {}, problems: [problem] };
  } finally {
    await second.stop();
  }
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return { id, holds: done.problems.length === 0, seconds, ...done };
}
