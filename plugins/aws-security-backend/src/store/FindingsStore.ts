// SPDX-License-Identifier: Apache-2.0
import {
  type Finding,
  type FindingDetail,
  type Severity,
  severityRank,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { HistoryRow } from './history';
import {
  type DetailRow,
  LIST_COLUMNS,
  type ListRow,
  type ResourceRow,
  toDetail,
  toFinding,
  toResource,
} from './rows';
import { chunks, escapeLike } from './sql';

/** SQLite takes 500 parts of a UNION; most entities have one or a few. */
const REFS_PER_QUERY = 100;

/** Which findings are wanted; without states the open ones. */
export interface FindingsFilter {
  severity?: readonly Severity[];
  product?: readonly string[];
  workflowStatus?: readonly Finding['workflowStatus'][];
  recordState?: readonly Finding['recordState'][];
  /** ISO instant. */
  createdSince?: string;
  text?: string;
}

/** The place of a finding in a list. */
export interface SortKey {
  severityRank: number;
  updatedAt: string;
  id: string;
}

/** A finding and one of the entities it belongs to. */
export interface OwnedFinding {
  finding: Finding;
  entityRef: string;
}

interface OwnedRow extends ListRow {
  entity_ref: string;
}

/** Reads findings: the most severe first, then the one updated last. */
export class FindingsStore {
  readonly #db: Knex;

  static create(options: { db: Knex }): FindingsStore {
    return new FindingsStore(options.db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * Findings of these entities behind `after`. A finding of several of them is there once, for the entity that comes
   * first in `entityRefs`.
   */
  async listOwned(options: {
    entityRefs: readonly string[];
    filter: FindingsFilter;
    after?: SortKey;
    limit: number;
  }): Promise<OwnedFinding[]> {
    const { entityRefs, limit } = options;
    const parts = chunks(entityRefs, REFS_PER_QUERY).map(refs =>
      this.#select(refs, options),
    );
    const rows = (await Promise.all(parts)).flat();
    return mergeRows(rows, entityRefs)
      .slice(0, limit)
      .map(row => ({ finding: toFinding(row), entityRef: row.entity_ref }));
  }

  /** Each entity's part is one walk along its index. */
  async #select(
    refs: readonly string[],
    options: { filter: FindingsFilter; after?: SortKey; limit: number },
  ): Promise<OwnedRow[]> {
    const parts = refs.map(ref => this.#ofEntity(ref, options));
    const [only] = parts;
    if (parts.length === 1) return only;
    return this.#db.unionAll(
      parts.map(part => this.#db.select('*').from(part.as('part'))),
    );
  }

  #ofEntity(
    entityRef: string,
    options: { filter: FindingsFilter; after?: SortKey; limit: number },
  ): Knex.QueryBuilder<OwnedRow, OwnedRow[]> {
    const { filter, after, limit } = options;
    const query = this.#db('finding_entities as fe')
      .join('findings as f', 'f.id', 'fe.finding_id')
      .select<OwnedRow[]>(
        ...LIST_COLUMNS.map(column => `f.${column}`),
        'fe.entity_ref',
      )
      .where('fe.entity_ref', entityRef)
      .orderBy([
        { column: 'fe.severity_rank', order: 'desc' },
        { column: 'fe.updated_at', order: 'desc' },
        { column: 'fe.finding_id', order: 'desc' },
      ])
      .limit(limit);
    whereFilter(query, filter);
    if (after) {
      query.andWhereRaw(
        '(fe.severity_rank, fe.updated_at, fe.finding_id) < (?, ?, ?)',
        [after.severityRank, after.updatedAt, after.id],
      );
    }
    return query;
  }

  /** The whole finding with the entities it belongs to. */
  async find(
    id: string,
  ): Promise<{ finding: FindingDetail; entityRefs: string[] } | undefined> {
    const row = await this.#db('findings')
      .join('finding_details', 'finding_id', 'id')
      .select<(ListRow & DetailRow)[]>('*')
      .where('id', id)
      .first();
    if (!row) return undefined;
    const [resources, history, entityRefs] = await Promise.all([
      this.#resourcesOf(id),
      this.#historyOf(id),
      this.#db('finding_entities')
        .where('finding_id', id)
        .orderBy('entity_ref')
        .pluck<string[]>('entity_ref'),
    ]);
    const finding = {
      ...toFinding(row),
      ...toDetail(row),
      resources: resources.map(toResource),
      history: history.map(toChange),
    };
    return { finding, entityRefs };
  }

  #resourcesOf(id: string): Promise<ResourceRow[]> {
    return this.#db('finding_resources')
      .where('finding_id', id)
      .orderBy('position')
      .select<ResourceRow[]>('resource_id', 'resource_type', 'resource_region')
      .then(rows => rows);
  }

  #historyOf(id: string): Promise<HistoryRow[]> {
    return this.#db('finding_history')
      .where('finding_id', id)
      .orderBy('id')
      .select<HistoryRow[]>('*')
      .then(rows => rows);
  }
}

function whereFilter(query: Knex.QueryBuilder, filter: FindingsFilter): void {
  const { severity, product, workflowStatus, recordState } = filter;
  if (!workflowStatus && !recordState) query.andWhere('fe.open', 1);
  if (workflowStatus) query.whereIn('f.workflow_status', [...workflowStatus]);
  if (recordState) query.whereIn('f.record_state', [...recordState]);
  if (product) query.whereIn('f.product', [...product]);
  if (severity) query.whereIn('fe.severity_rank', severity.map(severityRank));
  if (filter.createdSince) {
    query.andWhere('f.created_at', '>=', filter.createdSince);
  }
  if (filter.text) whereText(query, filter.text);
}

function whereText(query: Knex.QueryBuilder, text: string): void {
  const pattern = `%${escapeLike(text.toLowerCase())}%`;
  query.andWhere(any => {
    for (const column of ['title', 'resource_id', 'control_id']) {
      any.orWhereRaw(`LOWER(f.${column}) LIKE ? ESCAPE '\\'`, [pattern]);
    }
  });
}

/** In the order of the list, each finding once. */
function mergeRows(
  rows: readonly OwnedRow[],
  entityRefs: readonly string[],
): OwnedRow[] {
  const rank = new Map(entityRefs.map((ref, index) => [ref, index]));
  const first = new Map<string, OwnedRow>();
  const order = (row: OwnedRow) => rank.get(row.entity_ref) ?? Infinity;
  for (const row of rows) {
    const other = first.get(row.id);
    if (!other || order(row) < order(other)) first.set(row.id, row);
  }
  return [...first.values()].sort(compareRows);
}

function compareRows(a: OwnedRow, b: OwnedRow): number {
  return (
    b.severity_rank - a.severity_rank ||
    compareText(b.updated_at, a.updated_at) ||
    compareText(b.id, a.id)
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function toChange(row: HistoryRow): FindingDetail['history'][number] {
  return {
    at: row.at,
    field: row.field,
    from: row.from_value ?? undefined,
    to: row.to_value,
  };
}
