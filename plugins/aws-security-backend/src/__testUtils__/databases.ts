// SPDX-License-Identifier: Apache-2.0
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

export const MIGRATIONS = {
  directory: resolvePackagePath(
    '@groundwork/backstage-plugin-aws-security-backend',
    'migrations',
  ),
};

/** Both databases where both must be there, so that a missing one is no silent skip. */
export function expectedDatabases(supported: string[]): string[] {
  return process.env.CI ? ['SQLITE_3', 'POSTGRES_15'] : supported;
}

export async function migrated(db: Knex): Promise<Knex> {
  await db.migrate.latest(MIGRATIONS);
  return db;
}
