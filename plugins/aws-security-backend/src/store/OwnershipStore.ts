// SPDX-License-Identifier: Apache-2.0
import {
  type Problem,
  problemSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ReadTarget } from './records';
import { chunks, upsert } from './sql';

/** How the mapping of resources to entities stands. */
export interface OwnershipState {
  /** Whether some resource waits for its owners. */
  isPending: boolean;
  mapVersion?: number;
  /** When all resources were last known. */
  resolvedAt?: string;
  /** Why it could not be brought up to date. */
  failure?: { code: string; hint: string };
  /** Stands for the catalog as the estate has read it. */
  catalogKey?: string;
  /** What the estate could not read. */
  estateProblems?: Problem[];
}

const STATE_ID = 1;
const WITHOUT_ACCOUNT = /^arn:[^:]*:[^:]*:[^:]*::/;
const problemsSchema = z.array(problemSchema);
const IDS_PER_STATEMENT = 500;

/** Keeps which entities resources, and so findings, belong to. */
export class OwnershipStore {
  readonly #db: Knex;

  static create(options: { db: Knex }): OwnershipStore {
    return new OwnershipStore(options.db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** ARNs whose owners were not asked for, or of another version of the map. */
  async listStale(mapVersion: number, limit: number): Promise<string[]> {
    return this.#db('finding_resources')
      .distinct('arn')
      .where(any =>
        any
          .whereNull('map_version')
          .orWhere('map_version', '<', mapVersion)
          .orWhere('map_version', '>', mapVersion),
      )
      .limit(limit)
      .pluck('arn');
  }

  /** Where resources are whose ARNs do not say it, as the findings about them say. */
  async listPlaces(
    arns: readonly string[],
  ): Promise<Record<string, ReadTarget>> {
    const places: Record<string, ReadTarget> = {};
    const unplaced = arns.filter(arn => WITHOUT_ACCOUNT.test(arn));
    for (const part of chunks(unplaced, IDS_PER_STATEMENT)) {
      const rows: (ReadTarget & { arn: string })[] = await this.#db(
        'finding_resources as r',
      )
        .join('findings as f', 'f.id', 'r.finding_id')
        .whereIn('r.arn', part)
        .groupBy('r.arn')
        .select('r.arn')
        .min({
          accountId: 'f.account_id',
          region: this.#db.raw('COALESCE(r.resource_region, f.region)'),
        });
      for (const { arn, accountId, region } of rows) {
        places[arn] = { accountId, region };
      }
    }
    return places;
  }

  /** Replaces the owners of these ARNs, and the entities of all findings about them. */
  async replaceOwners(
    owners: Readonly<Record<string, readonly string[]>>,
    mapVersion: number,
  ): Promise<void> {
    await this.#db.transaction(async trx => {
      for (const arns of chunks(Object.keys(owners), IDS_PER_STATEMENT)) {
        await trx('resource_owners').whereIn('arn', arns).delete();
        await upsert(trx, {
          table: 'resource_owners',
          columns: ['arn', 'entity_ref'],
          rows: arns.flatMap(arn =>
            [...new Set(owners[arn])].map(ref => [arn, ref]),
          ),
        });
        await trx('finding_resources')
          .whereIn('arn', arns)
          .update({ map_version: mapVersion });
        await assignFindings(trx, arns);
      }
    });
  }

  async readState(): Promise<OwnershipState> {
    const pending = this.#db('finding_resources')
      .whereNull('map_version')
      .limit(1)
      .select('finding_id');
    const row = await this.#db('ownership_state')
      .where('id', STATE_ID)
      .first('*', { pending });
    if (!row) return { isPending: (await pending).length > 0 };
    return {
      isPending: row.pending !== null,
      mapVersion:
        row.map_version === null ? undefined : Number(row.map_version),
      resolvedAt: row.resolved_at ?? undefined,
      failure: row.failure_code
        ? { code: row.failure_code, hint: row.failure_hint }
        : undefined,
      catalogKey: row.catalog_key ?? undefined,
      estateProblems: problemsSchema.parse(JSON.parse(row.estate_problems)),
    };
  }

  async writeState(state: Omit<OwnershipState, 'isPending'>): Promise<void> {
    const { mapVersion, resolvedAt, failure, catalogKey } = state;
    await upsert(this.#db, {
      table: 'ownership_state',
      columns: [
        'id',
        'map_version',
        'resolved_at',
        'failure_code',
        'failure_hint',
        'catalog_key',
        'estate_problems',
      ],
      rows: [
        [
          STATE_ID,
          mapVersion ?? null,
          resolvedAt ?? null,
          failure?.code ?? null,
          failure?.hint ?? null,
          catalogKey ?? null,
          JSON.stringify(state.estateProblems ?? []),
        ],
      ],
      key: ['id'],
    });
  }
}

/** A finding belongs to the owners of all its resources. */
async function assignFindings(
  trx: Knex,
  arns: readonly string[],
): Promise<void> {
  const affected = trx('finding_resources')
    .whereIn('arn', [...arns])
    .select('finding_id');
  await trx('finding_entities').whereIn('finding_id', affected).delete();
  await trx
    .insert(
      trx('finding_resources as r')
        .join('resource_owners as o', 'o.arn', 'r.arn')
        .join('findings as f', 'f.id', 'r.finding_id')
        .whereIn('f.id', affected.clone())
        .distinct(
          'f.id',
          'o.entity_ref',
          trx.raw(
            `CASE WHEN f.record_state = 'active' AND f.workflow_status IN ('new', 'notified') THEN 1 ELSE 0 END`,
          ),
          'f.severity_rank',
          'f.updated_at',
        ),
    )
    .into(
      trx.raw(
        'finding_entities (finding_id, entity_ref, open, severity_rank, updated_at)',
      ),
    );
}
