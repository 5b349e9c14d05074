// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import { type ResourceRow, chunks } from './rows';

/** An account and Region that is swept. */
export interface SweptTarget {
  accountId: string;
  region: string;
}

/** A resource as a sweep has found it. */
export interface SweptResource {
  arn: string;
  accountId: string;
  region: string;
  resourceType: string;
  name: string;
  tags: Record<string, string>;
}

const KEPT = ['region', 'resource_type', 'name', 'tags'] as const;

/** Writes what sweeps find. */
export class SweptStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /**
   * Keeps one page of a sweep. An ARN that another Region's sweep sees too stays with the first until that one misses it:
   * some services list a resource in more than one Region.
   */
  async keep(
    target: SweptTarget,
    resources: readonly SweptResource[],
    sweptAt: string,
  ): Promise<void> {
    const byArn = new Map(resources.map(each => [each.arn, each]));
    for (const part of chunks([...byArn.values()])) {
      await this.#db.transaction(tx => keepPart(tx, target, part, sweptAt));
    }
  }

  /**
   * After a sweep that has read everything: what it did not see is gone, and belongs to nobody. Answers how many are gone,
   * and grows the map's version when one of them had an owner.
   */
  async dropUnseen(
    target: SweptTarget,
    sweptAt: string,
    goneAt: string,
  ): Promise<number> {
    return this.#db.transaction(async tx => {
      const unseen = await tx<ResourceRow>('estate_resources')
        .where(sweptBy(target))
        .whereNull('gone_at')
        .andWhere('last_seen_at', '<', sweptAt)
        .select('arn');
      let owners = 0;
      for (const part of chunks(unseen.map(({ arn }) => arn))) {
        await tx('estate_resources')
          .whereIn('arn', part)
          .update({ gone_at: goneAt, rules_key: null, owned: null });
        owners += await tx('estate_resource_entities')
          .whereIn('arn', part)
          .delete();
      }
      if (owners > 0) await tx('estate_map').increment('version', 1);
      return unseen.length;
    });
  }
}

function sweptBy({ accountId, region }: SweptTarget) {
  return { account_id: accountId, swept_region: region };
}

async function keepPart(
  tx: Knex.Transaction,
  target: SweptTarget,
  resources: readonly SweptResource[],
  sweptAt: string,
): Promise<void> {
  const known = await tx<ResourceRow>('estate_resources').whereIn(
    'arn',
    resources.map(({ arn }) => arn),
  );
  const before = new Map(known.map(row => [row.arn, row]));
  const written: ResourceRow[] = [];
  const same: string[] = [];
  for (const resource of resources) {
    const row = before.get(resource.arn);
    if (row && !row.gone_at && row.swept_region !== target.region) continue;
    const next = toRow(target, resource, sweptAt);
    if (row && !row.gone_at && KEPT.every(key => row[key] === next[key])) {
      same.push(row.arn);
    } else {
      written.push({ ...next, first_seen_at: row?.first_seen_at ?? sweptAt });
    }
  }
  if (same.length > 0) {
    await tx('estate_resources')
      .whereIn('arn', same)
      .update({ last_seen_at: sweptAt });
  }
  if (written.length > 0) {
    await tx('estate_resources').insert(written).onConflict('arn').merge();
  }
}

function toRow(
  target: SweptTarget,
  resource: SweptResource,
  sweptAt: string,
): ResourceRow {
  const tags = Object.entries(resource.tags).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return {
    arn: resource.arn,
    account_id: resource.accountId,
    region: resource.region,
    swept_region: target.region,
    resource_type: resource.resourceType,
    name: resource.name,
    tags: JSON.stringify(Object.fromEntries(tags)),
    first_seen_at: sweptAt,
    last_seen_at: sweptAt,
    gone_at: null,
    rules_key: null,
    owned: null,
    unknown_ref: null,
  };
}
