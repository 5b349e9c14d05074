// SPDX-License-Identifier: Apache-2.0
import type { Ownership } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { type Belonging, whereBelongs } from './belonging';
import { type OwnerRow, type ResourceRow, chunks } from './rows';

/** A resource whose owners are to be written. */
export interface MappedResource {
  arn: string;
  owners: Ownership[];
  unknownRef?: string;
}

/** A tag of resources that names no entity of the catalog. */
export interface UnknownRef {
  accountId: string;
  region: string;
  entityRef: string;
  resources: number;
}

type UnknownRow = Pick<ResourceRow, 'account_id' | 'region' | 'unknown_ref'> & {
  resources: number | string;
};

/** Most tags that are told of; a wrong one is often on many resources. */
const MAX_UNKNOWN_REFS = 100;

/** Reads and writes which resource belongs to which entity. */
export class MapStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The version of the map, and the key of the rules that the catalog states. */
  async state(): Promise<{ version: number; rulesKey: string }> {
    const row = await this.#db('estate_map')
      .where({ id: 1 })
      .first('version', 'rules_key');
    return { version: row.version, rulesKey: row.rules_key };
  }

  /** Resources that were not mapped by these rules, in the order of their ARNs. */
  async listStale(
    rulesKey: string,
    after: string,
    limit: number,
  ): Promise<ResourceRow[]> {
    return this.#db<ResourceRow>('estate_resources')
      .whereNull('gone_at')
      .andWhere('arn', '>', after)
      .andWhere(stale =>
        stale.whereNull('rules_key').orWhereNot('rules_key', rulesKey),
      )
      .orderBy('arn')
      .limit(limit);
  }

  /** Resources with these ARNs that are there. */
  async listByArn(arns: readonly string[]): Promise<ResourceRow[]> {
    const found: ResourceRow[] = [];
    for (const part of chunks(arns)) {
      const rows = await this.#db<ResourceRow>('estate_resources')
        .whereIn('arn', part)
        .whereNull('gone_at');
      found.push(...rows);
    }
    return found;
  }

  /** Writes owners, and grows the version when one of them differs from before. Answers how many resources differ. */
  async write(
    resources: readonly MappedResource[],
    rulesKey: string,
  ): Promise<number> {
    let changed = 0;
    for (const part of chunks(resources)) {
      changed += await this.#db.transaction(tx =>
        writePart(tx, part, rulesKey),
      );
    }
    return changed;
  }

  /** Tags that name no entity of the catalog, the most used first. */
  async listUnknownRefs(belonging: Belonging): Promise<UnknownRef[]> {
    const query = this.#db<ResourceRow>('estate_resources');
    whereBelongs(this.#db, query, belonging);
    const rows = await query
      .whereNull('gone_at')
      .whereNotNull('unknown_ref')
      .groupBy('account_id', 'region', 'unknown_ref')
      .select('account_id', 'region', 'unknown_ref')
      .count<UnknownRow[]>({ resources: '*' })
      .orderBy('resources', 'desc')
      .limit(MAX_UNKNOWN_REFS);
    return rows.map(row => ({
      accountId: String(row.account_id),
      region: String(row.region),
      entityRef: String(row.unknown_ref),
      resources: Number(row.resources),
    }));
  }
}

async function writePart(
  tx: Knex.Transaction,
  resources: readonly MappedResource[],
  rulesKey: string,
): Promise<number> {
  const arns = resources.map(({ arn }) => arn);
  // Locked rows: a sweep that finds one of them gone waits, and takes its owners after us.
  const present = new Set(
    (
      await tx<ResourceRow>('estate_resources')
        .whereIn('arn', arns)
        .whereNull('gone_at')
        .orderBy('arn')
        .forUpdate()
        .select('arn')
    ).map(({ arn }) => arn),
  );
  const there = resources.filter(({ arn }) => present.has(arn));
  const before = await ownersByArn(tx, arns);
  const differ = there.filter(
    ({ arn, owners }) => fingerprint(owners) !== (before.get(arn) ?? ''),
  );
  await replaceOwners(tx, differ);
  await markMapped(tx, there, rulesKey);
  if (differ.length > 0) await tx('estate_map').increment('version', 1);
  return differ.length;
}

async function ownersByArn(
  tx: Knex.Transaction,
  arns: readonly string[],
): Promise<Map<string, string>> {
  const rows = await tx<OwnerRow>('estate_resource_entities').whereIn(
    'arn',
    arns,
  );
  const byArn = new Map<string, Pick<Ownership, 'entityRef'>[]>();
  for (const row of rows) {
    const owner = { entityRef: row.entity_ref, rule: row.rule };
    byArn.set(row.arn, [...(byArn.get(row.arn) ?? []), owner]);
  }
  return new Map([...byArn].map(([arn, all]) => [arn, fingerprint(all)]));
}

function fingerprint(
  owners: readonly { entityRef: string; rule?: string }[],
): string {
  return owners
    .map(({ entityRef, rule }) => `${entityRef} ${rule}`)
    .sort()
    .join(',');
}

async function replaceOwners(
  tx: Knex.Transaction,
  resources: readonly MappedResource[],
): Promise<void> {
  if (resources.length === 0) return;
  const arns = resources.map(({ arn }) => arn);
  await tx('estate_resource_entities').whereIn('arn', arns).delete();
  const rows = resources.flatMap(({ arn, owners }) =>
    owners.map(({ entityRef, rule }) => ({ arn, entity_ref: entityRef, rule })),
  );
  for (const part of chunks(rows)) {
    await tx('estate_resource_entities').insert(part);
  }
}

/** One statement for all that are alike. */
async function markMapped(
  tx: Knex.Transaction,
  resources: readonly MappedResource[],
  rulesKey: string,
): Promise<void> {
  const alike = new Map<string, MappedResource[]>();
  for (const each of resources) {
    const key = JSON.stringify([each.owners.length > 0, each.unknownRef]);
    alike.set(key, [...(alike.get(key) ?? []), each]);
  }
  for (const group of alike.values()) {
    const [{ owners, unknownRef }] = group;
    await tx('estate_resources')
      .whereIn(
        'arn',
        group.map(({ arn }) => arn),
      )
      .update({
        rules_key: rulesKey,
        owned: owners.length > 0 ? 1 : 0,
        unknown_ref: unknownRef ?? null,
      });
  }
}
