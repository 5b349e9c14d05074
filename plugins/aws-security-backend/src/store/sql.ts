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
  const one = `(${columns.map(() => '?').join(', ')})`;
  for (const batch of chunks(rows, BATCH_ROWS)) {
    const sql = `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${batch
      .map(() => one)
      .join(', ')}${onConflict(options)}`;
    await db.raw(sql, batch.flat());
  }
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
