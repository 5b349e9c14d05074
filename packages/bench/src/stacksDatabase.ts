// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { RunningSandbox } from './figure';

type Row = Record<string, SQLInputValue>;

/** The engine's own database, to fill it with more than a bench could run. */
export class StacksDatabase {
  readonly #database: DatabaseSync;

  static open(sandbox: RunningSandbox): StacksDatabase {
    const file = join(sandbox.dataDirectory, 'db', 'aws-stacks.sqlite');
    return new StacksDatabase(new DatabaseSync(file, { timeout: 10_000 }));
  }

  private constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The row that was written first. */
  first(table: 'runs' | 'stacks' | 'approvals'): Row {
    const row = this.#database
      .prepare(`SELECT * FROM ${table} ORDER BY id LIMIT 1`)
      .get();
    if (!row) throw new Error(`The table ${table} is empty`);
    return row;
  }

  /** Writes rows in one transaction. */
  insert(table: 'runs' | 'stacks', rows: readonly Row[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    for (const row of rows) {
      const columns = Object.keys(row);
      this.#database
        .prepare(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns
            .map(() => '?')
            .join(', ')})`,
        )
        .run(...columns.map(column => row[column]));
    }
    this.#database.exec('COMMIT');
  }

  close(): void {
    this.#database.close();
  }
}
