// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { type Sandbox, startSandbox } from '@groundwork/sandbox';
import type { Knex } from 'knex';
import { KillBench } from '../bench/KillBench';
import { Postgres } from '../bench/Postgres';
import { killQuietly } from './killQuietly';

/** What is killed. */
export const VICTIMS = [
  'backend',
  'runner',
  'engine',
  'database',
  'emulator-503',
  'emulator-frozen',
] as const;

/** See {@link VICTIMS}. */
export type Victim = (typeof VICTIMS)[number];

const DATABASE_GONE_MS = 3_000;
const REFUSING_MS = 12_000;
const FROZEN_MS = 60_000;

/** What all arenas stand on: an emulated AWS and a PostgreSQL. */
export interface Ground {
  sandbox: Sandbox;
  postgres: Postgres;
}

/** Starts what arenas stand on. */
export async function openGround(): Promise<Ground> {
  const [sandbox, postgres] = await Promise.all([
    startSandbox({ seed: 'minimal' }),
    Postgres.start(),
  ]);
  return { sandbox, postgres };
}

/** Ends what {@link openGround} has started. */
export async function closeGround(ground: Ground): Promise<void> {
  await Promise.all([ground.sandbox.stop(), ground.postgres.stop()]);
}

/** Kills of these are felt in every arena. */
export const FELT_BY_ALL: readonly Victim[] = ['database', 'emulator-frozen'];

/** Everything that can be killed: a backend of its own with its runners, the PostgreSQL, and the AWS they work in. */
export class Arena {
  readonly bench: KillBench;
  readonly #ground: Ground;
  readonly #prefix: string;

  static async open(ground: Ground, number: number): Promise<Arena> {
    const prefix = `arena_${number}_`;
    const database = { ...ground.postgres.config, prefix };
    const bench = await KillBench.create(ground.sandbox, { database });
    return new Arena(ground, bench, prefix);
  }

  private constructor(ground: Ground, bench: KillBench, prefix: string) {
    this.#ground = ground;
    this.bench = bench;
    this.#prefix = prefix;
  }

  close(): Promise<void> {
    return this.bench.close();
  }

  /** Looks into the plugin's own database, or changes what only time would. */
  query<T>(ask: (db: Knex) => Promise<T>): Promise<T> {
    return this.#ground.postgres.query(this.#prefix, ask);
  }

  /** Lets go what was held in an account; others go on being held. */
  async release(accountId: string): Promise<void> {
    const { faults } = this.bench.sandbox;
    const own = (await faults.list()).filter(
      rule => rule.accountId === accountId,
    );
    await Promise.all(own.map(({ id }) => faults.remove(id)));
  }

  /** Kills, waits as long as it takes, and puts back what was killed. What held the run is gone afterwards. */
  async kill(victim: Victim, run: Run): Promise<void> {
    await this.#kills[victim](run);
    this.bench.door(run.name, {});
    await this.release(run.target.accountId);
    if (!this.bench.backend.isAlive()) await this.bench.backend.start();
  }

  readonly #kills: Record<Victim, (run: Run) => Promise<void>> = {
    backend: () => this.bench.backend.kill(),
    runner: async run => {
      const { folders } = this.bench;
      process.kill(folders.runnerPid(run), 'SIGKILL');
    },
    engine: async run => {
      for (const { pid } of this.bench.folders.processes(run)) {
        killQuietly(pid);
      }
    },
    database: async () => {
      const { postgres } = this.#ground;
      await postgres.kill();
      await sleep(DATABASE_GONE_MS);
      await postgres.restart();
    },
    'emulator-503': async ({ target }) => {
      await this.release(target.accountId);
      await this.bench.sandbox.faults.add({
        kind: 'error',
        action: '*:*',
        accountId: target.accountId,
        status: 503,
      });
      await sleep(REFUSING_MS);
    },
    'emulator-frozen': async () => {
      const { pid } = this.#ground.sandbox;
      process.kill(-pid, 'SIGSTOP');
      await sleep(FROZEN_MS);
      process.kill(-pid, 'SIGCONT');
    },
  };
}
