// SPDX-License-Identifier: Apache-2.0
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from './paths.mjs';

/** A sandbox makes its PostgreSQL databases under a prefix of its own, and drops no other. */
export function sandboxDatabasePrefix({ ports }) {
  return `groundwork_sandbox_${ports.app}_`;
}

/** Drops what an earlier sandbox left on a PostgreSQL server, so that emulator and data are fresh together. */
export async function dropDatabases(url, prefix) {
  const { Client } = createRequire(
    join(root, 'packages', 'backend', 'package.json'),
  )('pg');
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    const { rows } = await client.query(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows)
      await client.query(
        `DROP DATABASE ${client.escapeIdentifier(datname)} WITH (FORCE)`,
      );
    return rows.length;
  } catch (error) {
    throw new Error(
      `The PostgreSQL server of DATABASE_URL cannot be used: ${error.message}. Its user must be allowed to create databases.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
