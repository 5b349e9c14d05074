// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Run,
  RunState,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  appliedTwice,
  doubleCreates,
  leftInClear,
  wrongAfterSuccess,
} from './count';
import type { Arena } from './Arena';
import { type Cast, SCENES, type Scene } from './scenes';
import { Settler } from './Settler';
import type { Kill } from './table';

/** What must be 0 after a kill. */
export interface Counts {
  doubleCreates: number;
  lostRuns: number;
  unmentionedLocks: number;
  orphanProcesses: number;
}

/** What came of one kill. */
export interface KillResult extends Counts {
  kill: number;
  id: string;
  /** The state in which the run was killed. */
  met?: RunState;
  ended?: RunState;
  /** Runs of the stack, those that were needed afterwards too. */
  runs: number;
  seconds: number;
  /** What else is not as it has to be. */
  problems: string[];
}

/** Time in which a run that has ended would be taken up again by mistake. */
const QUIET_MS = 4_000;

/** Where a kill happens. */
export interface Place {
  arena: Arena;
  number: number;
  accountId: string;
  /** How long after the run was met, in milliseconds. */
  delayMs: number;
}

const NOTHING: Counts = {
  doubleCreates: 0,
  lostRuns: 0,
  unmentionedLocks: 0,
  orphanProcesses: 0,
};

const resultOf = ({ id }: Kill, number: number): KillResult => ({
  kill: number,
  id,
  runs: 0,
  seconds: 0,
  ...NOTHING,
  problems: [],
});

async function stateOf({ arena }: Cast, { id }: Run): Promise<RunState> {
  return (await arena.bench.client.getRun(id)).state;
}

/** A run that had ended before the kill stays as it is, and nobody works for it. */
async function stayOver(cast: Cast, scene: Scene, run: Run) {
  await sleep(QUIET_MS);
  const state = await stateOf(cast, run);
  const { length } = cast.arena.bench.folders.processes(run);
  const problems: string[] = [];
  if (state !== scene.state) problems.push(`It was ${scene.state}, and moved`);
  if (length > 0) problems.push(`${length} processes work for it`);
  return { ended: state, problems };
}

async function settleAll(cast: Cast, settler: Settler) {
  const { bench } = cast.arena;
  const done = await settler.settle();
  await settler.lookForLock(done);
  return {
    ended: done.state,
    problems: await wrongAfterSuccess(bench, cast.source, done),
  };
}

async function countOf(cast: Cast, settler: Settler): Promise<Counts> {
  const { bench } = cast.arena;
  const orphans = await Promise.all(
    settler.runs.map(run => bench.folders.orphans(run)),
  );
  return {
    doubleCreates: await doubleCreates(bench, cast.source, settler.runs),
    lostRuns: 0,
    unmentionedLocks: settler.unmentionedLocks.length,
    orphanProcesses: orphans.flat().length,
  };
}

/** How often a scene is played until the run is met where it is to be. */
const MOST_SCENES = 3;

interface Met {
  cast: Cast;
  runs: Run[];
  state: RunState;
}

/** Brings a run to the state of the scene. One that went on before it could be killed is left, and another is played. */
async function meet(scene: Scene, cast: Cast, delayMs: number): Promise<Met> {
  for (let attempt = 1; ; attempt += 1) {
    const named = attempt === 1 ? cast.name : `${cast.name}-${attempt}`;
    const played = { ...cast, name: named };
    const runs = await scene.play(played);
    await sleep(delayMs);
    const run = runs[runs.length - 1];
    const state = await stateOf(cast, run);
    if (state === scene.state || attempt === MOST_SCENES) {
      return { cast: played, runs, state };
    }
    await cast.arena.release(cast.accountId);
    await cast.arena.bench.finish(run);
  }
}

/** Plays the scene, kills, brings the runs to their end, and counts. */
export async function performKill(
  kill: Kill,
  { accountId, arena, delayMs, number }: Place,
): Promise<KillResult> {
  const startedAt = performance.now();
  const scene = SCENES[kill.scene];
  const name = `kill-${number}`;
  const result = resultOf(kill, number);
  try {
    await arena.stand();
    const { cast, runs, state } = await meet(
      scene,
      { arena, source: kill.source, accountId, name },
      delayMs,
    );
    result.met = state;
    const run = runs[runs.length - 1];
    await arena.kill(kill.victim, run);
    const settler = Settler.create(cast, runs);
    const { ended, problems } = scene.isOver
      ? await stayOver(cast, scene, run)
      : await settleAll(cast, settler);
    Object.assign(result, await countOf(cast, settler));
    const twice = await appliedTwice(arena.bench, settler.runs);
    const inClear = leftInClear(arena.bench, settler.runs);
    result.ended = ended;
    result.runs = settler.runs.length;
    result.problems = [...problems, ...twice, ...inClear];
  } catch (error) {
    result.lostRuns = 1;
    result.problems.push(error instanceof Error ? error.message : `${error}`);
    await arena.release(accountId);
  }
  result.seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  return result;
}
