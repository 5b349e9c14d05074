// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { startSandbox } from '@groundwork/sandbox';
import type { Knex } from 'knex';
import { BackendProcess } from '../bench/BackendProcess';
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
  'emulator-503-long',
  'emulator-frozen',
] as const;

/** See {@link VICTIMS}. */
export type Victim = (typeof VICTIMS)[number];

/** For how long the engine tries by itself, a long refusal goes on while the run is in one of these. */
const WORKING = ['planning', 'applying', 'verifying'];

const DATABASE_GONE_MS = 3_000;
const REFUSING_MS = 12_000;
const FROZEN_MS = 60_000;

/** Everything that can be killed: a backend with its runners, its PostgreSQL, and the AWS they work in. */
export class Arena {
  readonly bench: KillBench;
  readonly #postgres: Postgres;

  static async open(): Promise<Arena> {
    const [sandbox, postgres] = await Promise.all([
      startSandbox({ seed: 'minimal' }),
      Postgres.start(),
    ]);
    try {
      const database = postgres.config;
      return new Arena(await KillBench.create(sandbox, { database }), postgres);
    } catch (error) {
      await Promise.all([sandbox.stop(), postgres.stop()]);
      throw error;
    }
  }

  private constructor(bench: KillBench, postgres: Postgres) {
    this.bench = bench;
    this.#postgres = postgres;
  }

  /** Another backend on the same database and the same data directory. */
  replica(): Promise<BackendProcess> {
    const { folder, sandbox } = this.bench;
    return BackendProcess.start({
      folder,
      endpoint: sandbox.endpoint,
      database: this.#postgres.config,
      name: 'replica',
    });
  }

  async close(): Promise<void> {
    await this.bench.close();
    await Promise.all([this.bench.sandbox.stop(), this.#postgres.stop()]);
  }

  /** Starts the backend if it is not there. */
  async stand(): Promise<void> {
    if (!this.bench.backend.isAlive()) await this.bench.backend.start();
  }

  /** Looks into the plugin's own database, or changes what only time would. */
  query<T>(ask: (db: Knex) => Promise<T>): Promise<T> {
    return this.#postgres.query(ask);
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
    await this.stand();
  }

  readonly #kills: Record<Victim, (run: Run) => Promise<void>> = {
    backend: () => this.bench.backend.kill(),
    runner: async run => {
      const { folders } = this.bench;
      killQuietly(folders.runnerPid(run));
    },
    engine: async run => {
      for (const { pid } of this.bench.folders.processes(run)) {
        killQuietly(pid);
      }
    },
    database: async () => {
      await this.#postgres.kill();
      await sleep(DATABASE_GONE_MS);
      await this.#postgres.restart();
    },
    'emulator-503': async run => {
      await this.#refuse(run);
      await sleep(REFUSING_MS);
    },
    'emulator-503-long': async run => {
      await this.#refuse(run);
      await this.bench.until(run, ({ state }) => !WORKING.includes(state));
    },
    'emulator-frozen': async () => {
      const { pid } = this.bench.sandbox;
      process.kill(-pid, 'SIGSTOP');
      await sleep(FROZEN_MS);
      process.kill(-pid, 'SIGCONT');
    },
  };

  /** From now on AWS answers every call in the run's account with 503. */
  async #refuse({ target: { accountId } }: Run): Promise<void> {
    await this.release(accountId);
    await this.bench.sandbox.faults.add({
      kind: 'error',
      action: '*:*',
      accountId,
      status: 503,
    });
  }
}
