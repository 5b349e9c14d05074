// SPDX-License-Identifier: Apache-2.0
import {
  SEVERITIES,
  type SeverityCounts,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { chunks } from './sql';

const REFS_PER_QUERY = 500;

/** Open findings of some entities; those with the same group key are one. */
export interface OpenCounts {
  open: SeverityCounts;
  guardDuty: SeverityCounts;
  /** Of related entities, not in the counts above. */
  via: number;
  newSince: number;
  oldestOpenAt?: string;
}

/** Findings of an account and Region that could not be understood in a part. */
export interface UnclearCount {
  account_id: string;
  region: string;
  code: string;
  field: string;
  hint: string;
  count: number;
}

interface GroupRow {
  group_key: string;
  severity_rank: number;
  guard_duty: number;
  created_at: string;
}

/** Counts findings. */
export class SummaryStore {
  readonly #db: Knex;

  static create(options: { db: Knex }): SummaryStore {
    return new SummaryStore(options.db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** A group has the severity of its most severe finding and the age of its oldest. */
  async countOpen(options: {
    counted: readonly string[];
    related: readonly string[];
    /** ISO instant. */
    since: string;
  }): Promise<OpenCounts> {
    const groups = await this.#groups(options.counted);
    const related = await this.#groups(options.related);
    const counts: OpenCounts = {
      open: noCounts(),
      guardDuty: noCounts(),
      via: [...related.keys()].filter(key => !groups.has(key)).length,
      newSince: 0,
    };
    for (const group of groups.values()) count(counts, group, options.since);
    return counts;
  }

  async #groups(entityRefs: readonly string[]): Promise<Map<string, GroupRow>> {
    const groups = new Map<string, GroupRow>();
    for (const refs of chunks(entityRefs, REFS_PER_QUERY)) {
      const rows: GroupRow[] = await this.#db('finding_entities as fe')
        .join('findings as f', 'f.id', 'fe.finding_id')
        .whereIn('fe.entity_ref', refs)
        .andWhere('fe.open', 1)
        .groupBy('f.group_key')
        .select('f.group_key')
        .max({ severity_rank: 'f.severity_rank', guard_duty: 'f.guard_duty' })
        .min({ created_at: 'f.created_at' });
      for (const row of rows) {
        groups.set(row.group_key, merge(row, groups.get(row.group_key)));
      }
    }
    return groups;
  }

  /** What could not be understood of the open findings of these entities. */
  async countUnclear(entityRefs: readonly string[]): Promise<UnclearCount[]> {
    const found: UnclearCount[] = [];
    for (const refs of chunks(entityRefs, REFS_PER_QUERY)) {
      const rows: UnclearCount[] = await this.#db('finding_problems as p')
        .join('finding_entities as fe', 'fe.finding_id', 'p.finding_id')
        .join('findings as f', 'f.id', 'p.finding_id')
        .whereIn('fe.entity_ref', refs)
        .andWhere('fe.open', 1)
        .groupBy('f.account_id', 'f.region', 'p.code', 'p.field', 'p.hint')
        .select('f.account_id', 'f.region', 'p.code', 'p.field', 'p.hint')
        .countDistinct({ count: 'p.finding_id' });
      found.push(...rows);
    }
    return found.map(row => ({ ...row, count: Number(row.count) }));
  }
}

function merge(row: GroupRow, other: GroupRow | undefined): GroupRow {
  if (!other) return row;
  const { group_key, created_at } = row;
  return {
    group_key,
    severity_rank: Math.max(row.severity_rank, other.severity_rank),
    guard_duty: Math.max(row.guard_duty, other.guard_duty),
    created_at: created_at < other.created_at ? created_at : other.created_at,
  };
}

function count(counts: OpenCounts, group: GroupRow, since: string): void {
  const severity = SEVERITIES[group.severity_rank];
  counts.open[severity] += 1;
  if (group.guard_duty === 1) counts.guardDuty[severity] += 1;
  if (group.created_at >= since) counts.newSince += 1;
  if (!counts.oldestOpenAt || group.created_at < counts.oldestOpenAt) {
    counts.oldestOpenAt = group.created_at;
  }
}

function noCounts(): SeverityCounts {
  return { critical: 0, high: 0, medium: 0, low: 0, informational: 0 };
}
