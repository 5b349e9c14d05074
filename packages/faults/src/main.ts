// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { KILL_ACCOUNTS, MORE_ACCOUNTS } from './bench/config';
import { Arena } from './kills/Arena';
import {
  type Counts,
  type KillResult,
  type Place,
  performKill,
} from './kills/performKill';
import { KILLS, type Kill } from './kills/table';
import { randomFrom, shuffled } from './random';
import {
  TOGETHER,
  type Together,
  type TogetherResult,
  performOn,
} from './together';

const ACCOUNTS = [...KILL_ACCOUNTS, ...MORE_ACCOUNTS];
const MOST_DELAY_MS = 800;

const say = (result: object) =>
  process.stdout.write(`${JSON.stringify(result)}\n`);

const isChosen = (id: string, only: string | undefined) =>
  only === undefined || only.split(',').some(part => id.startsWith(part));

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`--${name} is a whole number of at least 1, got ${text}`);
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '2' },
      kills: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const { kills, lanes, only, seed } = values;
  return {
    seed: wholeNumber('seed', seed),
    lanes: wholeNumber('lanes', lanes),
    kills: kills === undefined ? undefined : wholeNumber('kills', kills),
    only,
  };
}

/** All kills that are wanted, in the order of the seed; from the beginning again when more are wanted than there are. */
function chooseKills(
  random: () => number,
  { kills, only }: { kills?: number; only?: string },
): Kill[] {
  const chosen = KILLS.filter(({ id }) => isChosen(id, only));
  const order = shuffled(chosen, random);
  return Array.from(
    { length: order.length > 0 ? kills ?? order.length : 0 },
    (_, index) => order[index % order.length],
  );
}

const sum = (results: readonly KillResult[], name: keyof Counts) =>
  results.reduce((total, result) => total + result[name], 0);

function summarize(
  results: readonly KillResult[],
  together: readonly TogetherResult[],
) {
  const states = results.map(({ met }) => met ?? 'none');
  return {
    kills: results.length,
    byState: Object.fromEntries(
      [...new Set(states)]
        .sort()
        .map(state => [state, states.filter(each => each === state).length]),
    ),
    doubleCreates: sum(results, 'doubleCreates'),
    lostRuns: sum(results, 'lostRuns'),
    unmentionedLocks: sum(results, 'unmentionedLocks'),
    orphanProcesses: sum(results, 'orphanProcesses'),
    problems: results.reduce((n, { problems }) => n + problems.length, 0),
    together: Object.fromEntries(together.map(({ id, holds }) => [id, holds])),
  };
}

/** A kill that is due, with all that chance decides about it. */
interface Due extends Omit<Place, 'arena'> {
  kill: Kill;
}

async function performIn(arena: Arena, due: readonly Due[]) {
  const results: KillResult[] = [];
  for (const { kill, ...place } of due) {
    const result = await performKill(kill, { ...place, arena });
    say(result);
    results.push(result);
  }
  return results;
}

/** Rejects when somebody wants the program to end, so that all it has started is ended first. */
function untilStopped(): Promise<never> {
  const stopped = new Promise<never>((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => reject(new Error(`Ended by ${signal}`)));
    }
  });
  stopped.catch(() => undefined);
  return stopped;
}

/** Every lane has an arena of its own: they are opened before the first kill, and closed whatever comes. */
async function withArenas<T>(
  lanes: number,
  work: (arenas: readonly Arena[]) => Promise<T>,
): Promise<T> {
  const stopped = untilStopped();
  const opened = await Promise.allSettled(
    Array.from({ length: lanes }, () => Arena.open()),
  );
  const arenas = opened.flatMap(each =>
    each.status === 'fulfilled' ? [each.value] : [],
  );
  try {
    for (const each of opened)
      if (each.status === 'rejected') throw each.reason;
    return await Promise.race([work(arenas), stopped]);
  } finally {
    await Promise.all(arenas.map(arena => arena.close()));
  }
}

async function performAll(
  arenas: readonly Arena[],
  chosen: readonly Kill[],
  seed: number,
): Promise<KillResult[]> {
  const random = randomFrom(seed + 1);
  const due = chosen.map((kill, index) => ({
    kill,
    number: index + 1,
    accountId: ACCOUNTS[Math.floor(index / arenas.length) % ACCOUNTS.length],
    delayMs: Math.round(random() * MOST_DELAY_MS),
  }));
  const lanes = arenas.map((arena, lane) =>
    performIn(
      arena,
      due.filter((_, index) => index % arenas.length === lane),
    ),
  );
  return (await Promise.all(lanes)).flat();
}

async function performTogether(arena: Arena, checks: readonly Together[]) {
  const results: TogetherResult[] = [];
  for (const check of checks) {
    const result = await performOn(arena, check);
    say(result);
    results.push(result);
  }
  return results;
}

const isRight = ({ together, ...counts }: ReturnType<typeof summarize>) =>
  counts.doubleCreates +
    counts.lostRuns +
    counts.unmentionedLocks +
    counts.orphanProcesses +
    counts.problems ===
    0 && Object.values(together).every(Boolean);

async function main() {
  const { seed, lanes, ...wanted } = readArguments();
  const chosen = chooseKills(randomFrom(seed), wanted);
  const checks = TOGETHER.filter(({ id }) => isChosen(id, wanted.only));
  if (chosen.length + checks.length === 0) {
    throw new Error(`Nothing begins with ${wanted.only}`);
  }
  const startedAt = performance.now();
  const summary = await withArenas(lanes, async arenas => {
    const results = await performAll(arenas, chosen, seed);
    const together = await performTogether(arenas[0], checks);
    return summarize(results, together);
  });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  say({ seed, seconds, ...summary });
  if (!isRight(summary)) process.exitCode = 1;
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
});
