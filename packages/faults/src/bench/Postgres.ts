// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import knex, { type Knex } from 'knex';
import { PACKAGE_FOLDER } from './packageFolder';

interface StartedPostgres {
  ok: boolean;
  reason?: string;
  hint?: string;
  url?: string;
  kill?(): Promise<void>;
  restart?(): Promise<void>;
  stop?(): Promise<void>;
}

interface PostgresModule {
  startPostgres(): Promise<StartedPostgres>;
}

type Running = Required<Omit<StartedPostgres, 'ok' | 'reason' | 'hint'>>;

/** A PostgreSQL of our own, which is killed and started again, and thrown away at the end. */
export class Postgres {
  readonly #running: Running;

  static async start(): Promise<Postgres> {
    const root = join(PACKAGE_FOLDER, '../..');
    const file = join(root, 'scripts', 'lib', 'postgres.mjs');
    const { startPostgres }: PostgresModule = await import(
      pathToFileURL(file).href
    );
    const { url, kill, restart, stop, ...said } = await startPostgres();
    if (!url || !kill || !restart || !stop) {
      throw new Error(`PostgreSQL is not there: ${said.reason}. ${said.hint}`);
    }
    return new Postgres({ url, kill, restart, stop });
  }

  private constructor(running: Running) {
    this.#running = running;
  }

  /** `backend.database` of a backend. */
  get config(): object {
    const { hostname: host, port, username: user } = new URL(this.#running.url);
    return { client: 'pg', connection: { host, port: Number(port), user } };
  }

  kill(): Promise<void> {
    return this.#running.kill();
  }

  restart(): Promise<void> {
    return this.#running.restart();
  }

  stop(): Promise<void> {
    return this.#running.stop();
  }

  /** Looks into the plugin's own database, or changes what only time would. */
  async query<T>(ask: (db: Knex) => Promise<T>): Promise<T> {
    const connection = `${this.#running.url}/backstage_plugin_aws-stacks`;
    const db = knex({ client: 'pg', connection });
    try {
      return await ask(db);
    } finally {
      await db.destroy();
    }
  }
}
