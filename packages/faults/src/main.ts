// SPDX-License-Identifier: Apache-2.0
import { parseArgs } from 'node:util';
import { KILL_ACCOUNTS, MORE_ACCOUNTS } from './bench/config';
import { Arena } from './kills/Arena';
import { type Counts, type KillResult, performKill } from './kills/performKill';
import { KILLS, type Kill } from './kills/table';
import { randomFrom, shuffled } from './random';
import { TOGETHER, type TogetherResult } from './together';

const ACCOUNTS = [...KILL_ACCOUNTS, ...MORE_ACCOUNTS];
const MOST_DELAY_MS = 800;

const say = (result: object) =>
  process.stdout.write(`${JSON.stringify(result)}\n`);

const isChosen = (id: string, only: string | undefined) =>
  only === undefined || only.split(',').some(part => id.startsWith(part));

function readArguments() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      kills: { type: 'string' },
    },
  });
  const kills = values.kills === undefined ? undefined : Number(values.kills);
  const seed = Number(values.seed);
  if (![seed, kills ?? 0].every(Number.isInteger)) {
    throw new Error('--seed and --kills are whole numbers');
  }
  return { seed, kills, only: values.only };
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

async function performAll(arena: Arena, chosen: readonly Kill[], seed: number) {
  const random = randomFrom(seed + 1);
  const results: KillResult[] = [];
  for (const [index, kill] of chosen.entries()) {
    const result = await performKill(kill, {
      arena,
      number: index + 1,
      accountId: ACCOUNTS[index % ACCOUNTS.length],
      delayMs: Math.round(random() * MOST_DELAY_MS),
    });
    say(result);
    results.push(result);
  }
  return results;
}

async function main() {
  const { seed, ...wanted } = readArguments();
  const chosen = chooseKills(randomFrom(seed), wanted);
  const checks = TOGETHER.filter(({ id }) => isChosen(id, wanted.only));
  if (chosen.length + checks.length === 0) {
    throw new Error(`Nothing begins with ${wanted.only}`);
  }
  const startedAt = performance.now();
  const arena = await Arena.open();
  try {
    const results = await performAll(arena, chosen, seed);
    const together: TogetherResult[] = [];
    for (const check of checks) {
      const result = await check.perform(arena);
      say(result);
      together.push(result);
    }
    const summary = summarize(results, together);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    say({ seed, seconds, ...summary });
    const { doubleCreates, lostRuns, unmentionedLocks, problems } = summary;
    const wrong = doubleCreates + lostRuns + unmentionedLocks + problems;
    const failed = together.some(({ holds }) => !holds);
    if (wrong + summary.orphanProcesses > 0 || failed) process.exitCode = 1;
  } finally {
    await arena.close();
  }
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exitCode = 2;
});
