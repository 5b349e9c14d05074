// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '@groundwork/backstage-plugin-groundwork-common';
import { startSandbox } from '@groundwork/sandbox';
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

/** Everything that can be killed: a backend with its runners, its PostgreSQL, and the AWS it works in. */
export class Arena {
  readonly bench: KillBench;
  readonly postgres: Postgres;

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
    this.postgres = postgres;
  }

  async close(): Promise<void> {
    await this.bench.close();
    await Promise.all([this.bench.sandbox.stop(), this.postgres.stop()]);
  }

  /** Kills, waits as long as it takes, and puts back what was killed. What held the run is gone afterwards. */
  async kill(victim: Victim, run: Run): Promise<void> {
    await this.#kills[victim](run);
    this.bench.door(run.name, {});
    await this.bench.sandbox.faults.clear();
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
      await this.postgres.kill();
      await sleep(DATABASE_GONE_MS);
      await this.postgres.restart();
    },
    'emulator-503': async ({ target }) => {
      const { faults } = this.bench.sandbox;
      await faults.clear();
      await faults.add({
        kind: 'error',
        action: '*:*',
        accountId: target.accountId,
        status: 503,
      });
      await sleep(REFUSING_MS);
    },
    'emulator-frozen': async () => {
      const { pid } = this.bench.sandbox;
      process.kill(-pid, 'SIGSTOP');
      await sleep(FROZEN_MS);
      process.kill(-pid, 'SIGCONT');
    },
  };
}
