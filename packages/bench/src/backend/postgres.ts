// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BenchEnvironment, once } from '../figure';

interface StartedPostgres {
  ok: boolean;
  url?: string;
  reason?: string;
  hint?: string;
  stop?: () => Promise<void>;
}

interface PostgresModule {
  startPostgres(): Promise<StartedPostgres>;
}

/** The address of a PostgreSQL server with nothing in it, which is thrown away when the bench ends. */
export const postgresUrl: (environment: BenchEnvironment) => Promise<string> =
  once(async environment => {
    const { repositoryRoot } = environment;
    const file = join(repositoryRoot, 'scripts', 'lib', 'postgres.mjs');
    const { startPostgres }: PostgresModule = await import(
      pathToFileURL(file).href
    );
    const started = await startPostgres();
    if (!started.ok || !started.url || !started.stop) {
      throw new Error(
        `PostgreSQL is not there: ${started.reason}. ${started.hint}`,
      );
    }
    environment.atEnd(started.stop);
    return started.url;
  });
