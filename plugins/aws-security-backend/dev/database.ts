// SPDX-License-Identifier: Apache-2.0
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import knexFactory, { type Knex } from 'knex';
import { z } from 'zod';

/** A file of SQLite, or a database of a PostgreSQL server. */
export const databaseSchema = z.discriminatedUnion('client', [
  z.strictObject({
    client: z.literal('better-sqlite3'),
    filename: z.string(),
  }),
  z.strictObject({
    client: z.literal('pg'),
    url: z.string(),
    database: z.string().regex(/^[a-z0-9_-]+$/i),
  }),
]);

/** Where the tables of this plugin are. */
export type DatabaseOptions = z.output<typeof databaseSchema>;

/** A database that is new and has the plugin's tables; one of the same name is dropped. */
export async function createDatabase(options: DatabaseOptions): Promise<Knex> {
  const db =
    options.client === 'pg'
      ? await createOnServer(options)
      : createFile(options.filename);
  await db.migrate.latest({
    directory: resolvePackagePath(
      '@groundwork/backstage-plugin-aws-security-backend',
      'migrations',
    ),
  });
  return db;
}

/** As Backstage opens one. */
function createFile(filename: string): Knex {
  mkdirSync(dirname(filename), { recursive: true });
  return knexFactory({
    client: 'better-sqlite3',
    connection: { filename },
    useNullAsDefault: true,
  });
}

async function createOnServer(options: {
  url: string;
  database: string;
}): Promise<Knex> {
  const { url, database } = options;
  const server = knexFactory({ client: 'pg', connection: url });
  try {
    await server.raw('DROP DATABASE IF EXISTS ??', [database]);
    await server.raw('CREATE DATABASE ??', [database]);
  } finally {
    await server.destroy();
  }
  const address = new URL(url);
  address.pathname = `/${database}`;
  return knexFactory({ client: 'pg', connection: address.href });
}
