// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';

/** Rows of one statement; both databases take far more parameters than these need. */
export const BATCH_ROWS = 500;

/** What a column holds. */
export type Value = string | number | null;

/** Inserts rows in as few statements as there may be, and updates those that are there when `key` is given. */
export async function upsert(
  db: Knex,
  options: {
    table: string;
    columns: readonly string[];
    rows: readonly (readonly Value[])[];
    /** The primary key; without it a row that is there already is an error. */
    key?: readonly string[];
    /** Columns that keep their first value. */
    keep?: readonly string[];
  },
): Promise<void> {
  const { table, columns, rows } = options;
  const into = `INSERT INTO ${table} (${columns.join(', ')})`;
  for (const batch of chunks(rows, BATCH_ROWS)) {
    const { sql, values } = sourceOf(db, columns, batch);
    await db.raw(`${into} ${sql}${onConflict(options)}`, values);
  }
}

/**
 * Rows as a part of a statement. SQLite keeps a statement's program until its collector runs, some megabytes for
 * thousands of parameters: there the rows are one parameter.
 */
function sourceOf(
  db: Knex,
  columns: readonly string[],
  rows: readonly (readonly Value[])[],
): { sql: string; values: Value[] } {
  if (db.client.config.client === 'pg') {
    const row = `(${columns.map(() => '?').join(', ')})`;
    const sql = `VALUES ${rows.map(() => row).join(', ')}`;
    return { sql, values: rows.flat() };
  }
  const picked = columns.map((_, index) => `value ->> ${index}`).join(', ');
  // Without a condition SQLite takes ON CONFLICT for the condition of a join.
  const sql = `SELECT ${picked} FROM json_each(?) WHERE TRUE`;
  return { sql, values: [JSON.stringify(rows.map(row => row.map(storable)))] };
}

/** Half a character would be other bytes in JSON than in a parameter, and so never be found again. */
function storable(value: Value): Value {
  return typeof value === 'string'
    ? value.replace(/\p{Surrogate}/gu, '\uFFFD')
    : value;
}

function onConflict(options: {
  columns: readonly string[];
  key?: readonly string[];
  keep?: readonly string[];
}): string {
  const { columns, key, keep = [] } = options;
  if (!key) return '';
  const changed = columns
    .filter(column => !key.includes(column) && !keep.includes(column))
    .map(column => `${column} = excluded.${column}`);
  const target = ` ON CONFLICT (${key.join(', ')})`;
  return changed.length === 0
    ? `${target} DO NOTHING`
    : `${target} DO UPDATE SET ${changed.join(', ')}`;
}

/** Parts of a list, each of at most `size`. */
export function chunks<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    parts.push(items.slice(start, start + size));
  }
  return parts;
}

/** Makes text literal inside a LIKE pattern that uses `\` as its escape. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, character => `\\${character}`);
}
