// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { KILL_ACCOUNTS, MORE_ACCOUNTS } from '../bench/config';
import { doubleCreates } from '../kills/count';
import {
  type Stage,
  type Together,
  movesOf,
  requestOf,
  untilAll,
} from './stage';

const RUNS = 8;
const ACCOUNTS = [...KILL_ACCOUNTS, ...MORE_ACCOUNTS];
const ONCE = ['planning', 'applying', 'verifying', 'succeeded'];

async function askBoth(stage: Stage): Promise<Run[]> {
  const runs: Run[] = [];
  for (let index = 0; index < RUNS; index += 1) {
    const request = await requestOf(stage, `shared-${index}`, {
      accountId: ACCOUNTS[index % ACCOUNTS.length],
      environment: 'development',
    });
    const { client } = index % 2 === 0 ? stage.first : stage.second;
    runs.push(await client.createRun(request));
  }
  return runs;
}

/** Notes who holds the lease of a run, until it is told to stop. */
function watchHolders({ arena }: Stage, runs: readonly Run[]) {
  const ids = runs.map(({ id }) => id);
  const holders = new Set<string>();
  const timer = setInterval(() => {
    void arena
      .query(db => db('runs').whereIn('id', ids).pluck('lease_owner'))
      .then((found: (string | null)[]) =>
        found.forEach(holder => holder && holders.add(holder.split(':')[1])),
      )
      .catch(() => undefined);
  }, 500);
  return () => {
    clearInterval(timer);
    return holders;
  };
}

async function notOnce(stage: Stage, run: Run): Promise<string[]> {
  const moves = await movesOf(stage.first.client, run);
  const jobs = stage.arena.bench.folders.jobs(run);
  const wrong = ONCE.filter(state => moves.get(state) !== 1);
  return [
    ...wrong.map(
      state => `${run.name} was ${state} ${moves.get(state) ?? 0} times`,
    ),
    ...(jobs.join() === 'plan,apply'
      ? []
      : [`${run.name} had the jobs ${jobs}`]),
  ];
}

/** Two replicas share the work, one is killed meanwhile, and no run is executed twice. */
export const replicas: Together = {
  id: 'together/replicas',
  async perform(stage) {
    const runs = await askBoth(stage);
    const stopWatching = watchHolders(stage, runs);
    const planned = await untilAll(stage, runs, ['awaiting-approval']);
    for (const [index, { id, planDigest = '' }] of planned.entries()) {
      const { client } = index % 2 === 0 ? stage.second : stage.first;
      await client.decideRun(id, 'approve', { planDigest });
    }
    await stage.second.kill();
    const done = await untilAll(stage, runs, ['succeeded', 'needs-attention']);
    const holders = stopWatching();
    const wrong = await Promise.all(runs.map(run => notOnce(stage, run)));
    const { bench } = stage.arena;
    const doubles = await Promise.all(
      runs.map(run => doubleCreates(bench, 'data', [run])),
    );
    const seen = {
      runs: runs.length,
      succeeded: done.filter(({ state }) => state === 'succeeded').length,
      replicasAtWork: holders.size,
      doubleCreates: doubles.reduce((total, count) => total + count, 0),
    };
    const problems = wrong.flat();
    if (seen.succeeded < RUNS) problems.push('Not all runs have succeeded');
    if (holders.size < 2) problems.push('One replica did all the work');
    if (seen.doubleCreates > 0) problems.push('Something was made twice');
    return { seen, problems };
  },
};
