// SPDX-License-Identifier: Apache-2.0
import type {
  Ownership,
  Resource,
  ResourceTypeCount,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type Belonging, whereBelongs } from './belonging';
import {
  type OwnerRow,
  type ResourceRow,
  chunks,
  toOwnership,
  toResource,
} from './rows';

/** What a list of resources is narrowed to. */
export interface ResourcesFilter {
  accountId?: string;
  region?: string;
  /** `service:type`, or a service alone. */
  resourceType?: string;
  /** Found in ARN or name, whatever the case. */
  text?: string;
}

/** Resources in an account and Region, and how many of them nobody owns. */
export interface RegionCount {
  accountId: string;
  region: string;
  resources: number;
  unowned: number;
}

/** An account and Region in which an entity owns something. */
export interface OwnedPlace {
  entityRef: string;
  accountId: string;
  region: string;
}

type PlaceRow = Pick<ResourceRow, 'account_id' | 'region'> &
  Pick<OwnerRow, 'entity_ref'>;

type CountRow = Pick<ResourceRow, 'account_id' | 'swept_region'> & {
  resources: number | string;
  owned: number | string | null;
};

type TypeRow = Pick<ResourceRow, 'resource_type'> & {
  resources: number | string;
  oldest: string;
  newest: string;
};

/** A resource of an entity, and whether it is of the first or the second list of entities. */
export interface RankedResource {
  rank: number;
  resource: Resource;
}

/** Reads what there is. What is gone is never answered. */
export class ResourcesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** In the order of their ARNs. */
  async list(
    filter: ResourcesFilter & Belonging & { after?: string; limit: number },
  ): Promise<Resource[]> {
    const query = this.#matching(filter).orderBy('arn').limit(filter.limit);
    if (filter.after !== undefined) query.andWhere('arn', '>', filter.after);
    return this.#withOwners(await query);
  }

  async count(filter: ResourcesFilter & Belonging): Promise<number> {
    const [row] = await this.#matching(filter).count({ all: '*' });
    return Number(row.all);
  }

  /** Every entity that owns something. */
  async listOwners(): Promise<string[]> {
    return this.#db<OwnerRow>('estate_resource_entities')
      .distinct('entity_ref')
      .pluck('entity_ref');
  }

  /** Every account and Region in which an entity owns something. */
  async listPlaces(): Promise<OwnedPlace[]> {
    const rows = await this.#db('estate_resource_entities as owners')
      .join('estate_resources as r', 'r.arn', 'owners.arn')
      .whereNull('r.gone_at')
      .distinct<PlaceRow[]>('owners.entity_ref', 'r.account_id', 'r.region');
    return rows.map(row => ({
      entityRef: row.entity_ref,
      accountId: row.account_id,
      region: row.region,
    }));
  }

  /** Counts by account and swept Region. */
  async countByRegion(belonging: Belonging): Promise<RegionCount[]> {
    const rows = await this.#matching(belonging)
      .groupBy('account_id', 'swept_region')
      .select('account_id', 'swept_region')
      .count({ resources: '*' })
      .sum<CountRow[]>({ owned: 'owned' });
    return rows.map(row => ({
      accountId: String(row.account_id),
      region: String(row.swept_region),
      resources: Number(row.resources),
      unowned: Number(row.resources) - Number(row.owned ?? 0),
    }));
  }

  /** The resources of entities: those of `first` before those that are of `second` alone, then in the order of their ARNs. */
  async listOfEntities(options: {
    first: readonly string[];
    second: readonly string[];
    filter: ResourcesFilter;
    after?: { rank: number; arn: string };
    limit: number;
  }): Promise<RankedResource[]> {
    const { first, second, filter, after, limit } = options;
    const ranks = this.#db<OwnerRow>('estate_resource_entities')
      .whereIn('entity_ref', [...first, ...second])
      .groupBy('arn')
      .select('arn as owned_arn')
      .min({ rank: this.#rank(first) })
      .as('ranks');
    const query = this.#db<ResourceRow>('estate_resources')
      .join(ranks, 'ranks.owned_arn', 'estate_resources.arn')
      .whereNull('gone_at')
      .orderBy(['ranks.rank', 'arn'])
      .limit(limit)
      .select<(ResourceRow & { rank: number })[]>(
        'estate_resources.*',
        'ranks.rank',
      );
    whereFilter(query, filter);
    if (after) {
      query.andWhere(rest =>
        rest
          .where('ranks.rank', '>', after.rank)
          .orWhere(same =>
            same
              .where('ranks.rank', after.rank)
              .andWhere('arn', '>', after.arn),
          ),
      );
    }
    const rows = await query;
    const resources = await this.#withOwners(rows);
    return resources.map((resource, at) => ({
      rank: Number(rows[at].rank),
      resource,
    }));
  }

  /** How many resources entities have together, each counted once. */
  async countOfEntities(
    entityRefs: readonly string[],
    filter: ResourcesFilter,
  ): Promise<number> {
    return this.count({ ...filter, unowned: false, ownedBy: entityRefs });
  }

  /** The types of what entities have together, most first. */
  async countTypesOfEntities(
    entityRefs: readonly string[],
  ): Promise<ResourceTypeCount[]> {
    const rows = await this.#matching({ unowned: false, ownedBy: entityRefs })
      .groupBy('resource_type')
      .select('resource_type')
      .count({ resources: '*' })
      .min({ oldest: 'last_seen_at' })
      .max<TypeRow[]>({ newest: 'last_seen_at' })
      .orderBy([{ column: 'resources', order: 'desc' }, 'resource_type']);
    return rows.map(row => ({
      resourceType: row.resource_type,
      resources: Number(row.resources),
      oldestSeenAt: row.oldest,
      newestSeenAt: row.newest,
    }));
  }

  #rank(first: readonly string[]) {
    if (first.length === 0) return this.#db.raw('1');
    const places = first.map(() => '?').join(', ');
    return this.#db.raw(
      `case when entity_ref in (${places}) then 0 else 1 end`,
      [...first],
    );
  }

  #matching(filter: ResourcesFilter & Belonging) {
    const query =
      this.#db<ResourceRow>('estate_resources').whereNull('gone_at');
    whereFilter(query, filter);
    whereBelongs(this.#db, query, filter);
    return query;
  }

  async #withOwners(rows: readonly ResourceRow[]): Promise<Resource[]> {
    const owners = new Map<string, Ownership[]>();
    for (const part of chunks(rows.map(({ arn }) => arn))) {
      const found = await this.#db<OwnerRow>('estate_resource_entities')
        .whereIn('arn', part)
        .orderBy('entity_ref');
      for (const row of found) {
        const own = owners.get(row.arn) ?? [];
        owners.set(row.arn, [...own, toOwnership(row)]);
      }
    }
    return rows.map(row => toResource(row, owners.get(row.arn) ?? []));
  }
}

function whereFilter(query: Knex.QueryBuilder, filter: ResourcesFilter): void {
  if (filter.accountId) query.andWhere('account_id', filter.accountId);
  if (filter.region) query.andWhere('region', filter.region);
  const type = filter.resourceType;
  if (type?.includes(':')) query.andWhere('resource_type', type);
  else if (type) {
    query.andWhere(service =>
      service
        .where('resource_type', type)
        .orWhereLike('resource_type', `${type}:%`),
    );
  }
  if (filter.text) {
    const like = `%${escapeLike(filter.text.toLowerCase())}%`;
    query.whereRaw(
      `(lower(arn) like ? escape '\\' or lower(name) like ? escape '\\')`,
      [like, like],
    );
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, character => `\\${character}`);
}
