// SPDX-License-Identifier: Apache-2.0

/*
 * Measures how fast findings are taken in, as lines of JSON: the plugin's own parser and writer, and a bare insert of the
 * same rows into the same tables. `yarn bench` runs it; by hand:
 *
 *   echo '{"side":"writer","findings":20000,"database":{"client":"better-sqlite3","filename":"ingest.sqlite"}}' |
 *     node --require @backstage/cli-node/config/nodeTransform.cjs dev/ingest.ts
 */
import { text } from 'node:stream/consumers';
import type { Knex } from 'knex';
import { z } from 'zod';
import { parseFinding } from '../src/service/asff';
import { FindingsWriter } from '../src/store/FindingsWriter';
import {
  DETAIL_COLUMNS,
  FINDING_COLUMNS,
  RESOURCE_COLUMNS,
  detailRow,
  findingRow,
  resourceRows,
} from '../src/store/rows';
import { BATCH_ROWS, chunks } from '../src/store/sql';
import { createDatabase, databaseSchema } from './database';
import { READ_AT, madeFindings } from './findings';

const SOURCE = { accountId: '111111111111', region: 'eu-west-1' };
const READ = { source: SOURCE, at: READ_AT };

const optionsSchema = z.strictObject({
  side: z.enum(['writer', 'bare']),
  findings: z.int().positive(),
  database: databaseSchema,
});

/** Takes findings in and gives the milliseconds that it took. */
type Side = (db: Knex, findings: readonly object[]) => Promise<number>;

/** What the collector does with what it has read. */
const writer: Side = async (db, findings) => {
  const store = FindingsWriter.create({ db });
  const startedAt = performance.now();
  for (const batch of chunks(findings, BATCH_ROWS)) {
    const context = { ...SOURCE, at: READ_AT };
    await store.write(
      batch.map(raw => parseFinding(raw, context)),
      READ,
    );
  }
  return performance.now() - startedAt;
};

/** Rows that are ready, in batches of the same size, each a transaction with one statement for each table. */
const bare: Side = async (db, findings) => {
  const batches = chunks(findings, BATCH_ROWS).map(batch => {
    const records = batch.map(raw =>
      parseFinding(raw, { ...SOURCE, at: READ_AT }),
    );
    return [
      insertOf('findings', FINDING_COLUMNS, records.map(toFindingRow)),
      insertOf('finding_details', DETAIL_COLUMNS, records.map(detailRow)),
      insertOf(
        'finding_resources',
        RESOURCE_COLUMNS,
        records.flatMap(resourceRows),
      ),
    ];
  });
  const startedAt = performance.now();
  for (const statements of batches) {
    await db.transaction(async trx => {
      for (const { sql, values } of statements) await trx.raw(sql, values);
    });
  }
  return performance.now() - startedAt;
};

function toFindingRow(record: ReturnType<typeof parseFinding>) {
  return findingRow(record, READ);
}

function insertOf<T>(
  table: string,
  columns: readonly string[],
  rows: readonly T[][],
) {
  const row = `(${columns.map(() => '?').join(',')})`;
  const rest = rows.map(() => row).join(',');
  return {
    sql: `INSERT INTO ${table} (${columns.join(',')}) VALUES ${rest}`,
    values: rows.flat(),
  };
}

async function main() {
  const options = optionsSchema.parse(JSON.parse(await text(process.stdin)));
  const db = await createDatabase(options.database);
  const side = options.side === 'writer' ? writer : bare;
  // What the first batch loads and compiles is no growth, and no part of the rate.
  const before = { accounts: [SOURCE.accountId], regions: [SOURCE.region] };
  const residentBefore = process.memoryUsage.rss();
  let residentMost = residentBefore;
  let ms = 0;
  for (const findings of madeFindings({ count: options.findings, ...before })) {
    ms += await side(db, findings);
    residentMost = Math.max(residentMost, process.memoryUsage.rss());
  }
  const [{ stored }] = await db('findings').count({ stored: '*' });
  await db.destroy();
  process.stdout.write(
    `${JSON.stringify({
      stored: Number(stored),
      findingsPerSecond: options.findings / (ms / 1000),
      grownMegabytes: (residentMost - residentBefore) / 1e6,
    })}\n`,
  );
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
