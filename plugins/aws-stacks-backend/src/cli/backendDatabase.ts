// SPDX-License-Identifier: Apache-2.0
import { DatabaseManager } from '@backstage/backend-defaults/database';
import { WinstonLogger } from '@backstage/backend-defaults/rootLogger';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { ConfigSources } from '@backstage/config-loader';
import { NotFoundError } from '@backstage/errors';
import type { Knex } from 'knex';

/** What a command works with. */
export interface CommandContext {
  config: Config;
  db: Knex;
  logger: LoggerService;
}

/** The backend's configuration, from the same files and variables. */
export async function readBackendConfig(
  configFiles: readonly string[],
): Promise<Config> {
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      argv: configFiles.flatMap(file => ['--config', file]),
    }),
  );
  config.close();
  return config;
}

/** Opens what the backend uses, by the same configuration, for as long as the work takes. The database is taken as it is. */
export async function withBackendDatabase<T>(
  configFiles: readonly string[],
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const config = await readBackendConfig(configFiles);
  const logger = WinstonLogger.create({ level: 'warn' });
  const lifecycle = {
    addStartupHook: () => undefined,
    addShutdownHook: () => undefined,
  };
  const db = await DatabaseManager.fromConfig(config)
    .forPlugin('aws-stacks', { logger, lifecycle })
    .getClient();
  try {
    if (!(await db.schema.hasTable('audit_chain'))) {
      throw new NotFoundError(
        'The database of aws-stacks has no audit: it is in memory, is another one than the backend uses, or the backend of this version was never started on it',
      );
    }
    return await work({ config, db, logger });
  } finally {
    await db.destroy();
  }
}
