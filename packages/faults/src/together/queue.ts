// SPDX-License-Identifier: Apache-2.0
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { KILL_ACCOUNTS, LIMITS, MORE_ACCOUNTS } from '../bench/config';
import { type Stage, type Together, requestOf, untilAll } from './stage';

const RUNS = 50;
/** Few enough that the limit of an account matters, enough that the limit of all does. */
const ACCOUNTS = [...KILL_ACCOUNTS, ...MORE_ACCOUNTS].slice(0, 4);
const WORKING = ['planning', 'applying', 'verifying'];

interface Move {
  run_id: string;
  from_state: string | null;
  to_state: string;
}

/** The changes of state of all runs, in the order in which they were made: that of the audit's chain. */
function movesInOrder({ arena }: Stage, runs: readonly Run[]): Promise<Move[]> {
  const ids = runs.map(({ id }) => id);
  return arena.query(db =>
    db('audit')
      .whereIn('run_id', ids)
      .whereNotNull('to_state')
      .orderBy('position')
      .select('run_id', 'from_state', 'to_state'),
  );
}

/** Plays the moves again, and looks at each start of a plan. */
class Replay {
  readonly problems: string[] = [];
  mostAtOnce = 0;
  mostInAccount = 0;
  readonly #accounts: ReadonlyMap<string, string>;
  readonly #queued = new Set<string>();
  readonly #working = new Map<string, string>();

  static of(runs: readonly Run[]): Replay {
    return new Replay(
      new Map(runs.map(({ id, target }) => [id, target.accountId])),
    );
  }

  private constructor(accounts: ReadonlyMap<string, string>) {
    this.#accounts = accounts;
  }

  play({ run_id: id, from_state: from, to_state: to }: Move): void {
    const account = this.#accounts.get(id) ?? '';
    if (to === 'queued') this.#queued.add(id);
    if (from === 'queued') {
      this.#lookAtTurn(id);
      this.#queued.delete(id);
    }
    if (!WORKING.includes(to)) this.#working.delete(id);
    else this.#working.set(id, account);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#working.size);
    this.mostInAccount = Math.max(this.mostInAccount, this.#atWork(account));
  }

  #atWork(account: string): number {
    return [...this.#working.values()].filter(each => each === account).length;
  }

  /** Who is passed over must have had no room in its account. */
  #lookAtTurn(id: string): void {
    const passed = [...this.#queued].filter(
      other =>
        other < id &&
        this.#atWork(this.#accounts.get(other) ?? '') < LIMITS.perAccount,
    );
    for (const other of passed) {
      this.problems.push(`${id} began before ${other}, which had room`);
    }
  }
}

/** More runs than there is room for: the limits are kept, and nobody is passed over. */
export const queue: Together = {
  id: 'together/queue',
  async perform(stage) {
    const runs: Run[] = [];
    for (let index = 0; index < RUNS; index += 1) {
      const request = await requestOf(stage, `queued-${index}`, {
        accountId: ACCOUNTS[index % ACCOUNTS.length],
        environment: 'development',
      });
      const { client } = index % 2 === 0 ? stage.first : stage.second;
      runs.push(await client.createRun(request));
    }
    const done = await untilAll(stage, runs, ['awaiting-approval', 'failed']);
    const replay = Replay.of(runs);
    for (const move of await movesInOrder(stage, runs)) replay.play(move);
    const { mostAtOnce, mostInAccount, problems } = replay;
    const planned = done.filter(({ state }) => state === 'awaiting-approval');
    if (planned.length < RUNS) problems.push('Not all runs were planned');
    if (mostAtOnce > LIMITS.total) problems.push('More at once than allowed');
    if (mostInAccount > LIMITS.perAccount) {
      problems.push('More at once in an account than allowed');
    }
    const seen = {
      runs: RUNS,
      planned: planned.length,
      mostAtOnce,
      mostInAccount,
    };
    return { seen, problems };
  },
};
