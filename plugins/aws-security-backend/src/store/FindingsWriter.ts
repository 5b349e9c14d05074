// SPDX-License-Identifier: Apache-2.0
import {
  type Finding,
  SEVERITIES,
  severityRank,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { FindingRecord, ReadTarget } from './records';
import { type HistoryRow, changesOf } from './history';
import {
  DETAIL_COLUMNS,
  FINDING_COLUMNS,
  RESOURCE_COLUMNS,
  detailRow,
  findingRow,
  isOpen,
  resourceRows,
} from './rows';
import { BATCH_ROWS, chunks, upsert } from './sql';

/** What is known of a finding before it is written. */
interface Known {
  id: string;
  digest: string;
  severity_rank: number;
  workflow_status: Finding['workflowStatus'];
  record_state: Finding['recordState'];
  compliance_status: string | null;
  updated_at: string;
}

/** How many findings a write met. */
export interface Written {
  created: number;
  changed: number;
  unchanged: number;
}

/** Writes findings in batches: new and changed ones whole, of the others only when they were last seen. */
export class FindingsWriter {
  readonly #db: Knex;

  static create(options: { db: Knex }): FindingsWriter {
    return new FindingsWriter(options.db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Each batch is one transaction: what was written stays when a later page cannot be read. */
  async write(
    records: readonly FindingRecord[],
    read: { source: ReadTarget; at: string },
  ): Promise<Written> {
    const total: Written = { created: 0, changed: 0, unchanged: 0 };
    for (const batch of chunks(latestOfEach(records), BATCH_ROWS)) {
      const written = await this.#db.transaction(trx =>
        writeBatch(trx, batch, read),
      );
      total.created += written.created;
      total.changed += written.changed;
      total.unchanged += written.unchanged;
    }
    return total;
  }

  /** Marks as deleted what the last whole read of a target, begun at `before`, did not return. */
  async deleteUnseen(source: ReadTarget, before: string): Promise<number> {
    let deleted = 0;
    for (;;) {
      const unseen: Known[] = await this.#db('findings')
        .where({
          source_account_id: source.accountId,
          source_region: source.region,
        })
        .andWhere('last_seen_at', '<', before)
        .andWhereNot('record_state', 'deleted')
        .limit(BATCH_ROWS);
      if (unseen.length === 0) return deleted;
      await this.#db.transaction(trx => markDeleted(trx, unseen, before));
      deleted += unseen.length;
    }
  }
}

/** Of findings with the same id the one that was updated last; of equals the last one. */
function latestOfEach(records: readonly FindingRecord[]): FindingRecord[] {
  const latest = new Map<string, FindingRecord>();
  for (const record of records) {
    const other = latest.get(record.id);
    if (!other || record.updatedAt >= other.updatedAt) {
      latest.set(record.id, record);
    }
  }
  return [...latest.values()];
}

async function writeBatch(
  trx: Knex,
  batch: readonly FindingRecord[],
  { source, at }: { source: ReadTarget; at: string },
): Promise<Written> {
  const known = await findKnown(
    trx,
    batch.map(({ id }) => id),
  );
  const seen = batch.filter(record => isSeen(record, known.get(record.id)));
  const seenSet = new Set(seen);
  const changed = batch.filter(record => !seenSet.has(record));
  await touch(
    trx,
    seen.map(({ id }) => id),
    { source, at },
  );
  await upsert(trx, {
    table: 'findings',
    columns: FINDING_COLUMNS,
    rows: changed.map(record => findingRow(record, { source, at })),
    key: ['id'],
    keep: ['first_seen_at'],
  });
  await upsert(trx, {
    table: 'finding_details',
    columns: DETAIL_COLUMNS,
    rows: changed.map(detailRow),
    key: ['finding_id'],
  });
  const again = changed.filter(({ id }) => known.has(id));
  await replaceParts(trx, changed, again);
  await sortAgain(trx, again);
  await addHistory(trx, again, { known, at });
  return {
    created: changed.length - again.length,
    changed: again.length,
    unchanged: seen.length,
  };
}

/** The same again, or an older version than the one that is stored. */
function isSeen(record: FindingRecord, known: Known | undefined): boolean {
  if (!known) return false;
  if (known.record_state === 'deleted') return false;
  return record.digest === known.digest || record.updatedAt < known.updated_at;
}

async function findKnown(
  trx: Knex,
  ids: readonly string[],
): Promise<Map<string, Known>> {
  const rows: Known[] = await trx('findings')
    .select(
      'id',
      'digest',
      'severity_rank',
      'workflow_status',
      'record_state',
      'compliance_status',
      'updated_at',
    )
    .whereIn('id', [...ids]);
  return new Map(rows.map(row => [row.id, row]));
}

async function touch(
  trx: Knex,
  ids: readonly string[],
  { source, at }: { source: ReadTarget; at: string },
): Promise<void> {
  if (ids.length === 0) return;
  await trx('findings')
    .whereIn('id', [...ids])
    .update({
      last_seen_at: at,
      source_account_id: source.accountId,
      source_region: source.region,
    });
}

/** Resources and problems of findings that are new or have changed. */
async function replaceParts(
  trx: Knex,
  changed: readonly FindingRecord[],
  again: readonly FindingRecord[],
): Promise<void> {
  const ids = again.map(({ id }) => id);
  for (const table of ['finding_resources', 'finding_problems']) {
    if (ids.length > 0) await trx(table).whereIn('finding_id', ids).delete();
  }
  await upsert(trx, {
    table: 'finding_resources',
    columns: RESOURCE_COLUMNS,
    rows: changed.flatMap(resourceRows),
  });
  await upsert(trx, {
    table: 'finding_problems',
    columns: ['finding_id', 'code', 'field', 'hint'],
    rows: changed.flatMap(({ id, problems }) =>
      problems.map(({ code, field, hint }) => [id, code, field, hint]),
    ),
  });
}

/** Lists are sorted by what stands beside the owner. */
async function sortAgain(
  trx: Knex,
  again: readonly FindingRecord[],
): Promise<void> {
  for (const record of again) {
    await trx('finding_entities')
      .where('finding_id', record.id)
      .update({
        open: isOpen(record) ? 1 : 0,
        severity_rank: severityRank(record.severity),
        updated_at: record.updatedAt,
      });
  }
}

async function addHistory(
  trx: Knex,
  again: readonly FindingRecord[],
  { known, at }: { known: ReadonlyMap<string, Known>; at: string },
): Promise<void> {
  const rows: HistoryRow[] = again.flatMap(record => {
    const before = known.get(record.id);
    return before
      ? changesOf(
          record.id,
          {
            severity: SEVERITIES[before.severity_rank],
            workflowStatus: before.workflow_status,
            recordState: before.record_state,
            complianceStatus: before.compliance_status ?? undefined,
          },
          record,
          at,
        )
      : [];
  });
  if (rows.length > 0) await trx.batchInsert('finding_history', rows, 400);
}

async function markDeleted(
  trx: Knex,
  unseen: readonly Known[],
  at: string,
): Promise<void> {
  const ids = unseen.map(({ id }) => id);
  await trx('findings')
    .whereIn('id', ids)
    .update({ record_state: 'deleted', digest: '' });
  await trx('finding_entities').whereIn('finding_id', ids).update({ open: 0 });
  const rows: HistoryRow[] = unseen.map(({ id, record_state }) => ({
    finding_id: id,
    at,
    field: 'recordState',
    from_value: record_state,
    to_value: 'deleted',
  }));
  await trx.batchInsert('finding_history', rows, 400);
}
