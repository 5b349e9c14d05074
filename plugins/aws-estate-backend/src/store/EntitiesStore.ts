// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import { chunks } from './rows';

const pairSchema = z.tuple([z.string(), z.string()]);

const factsSchema = z.object({
  name: z.string(),
  stackId: z.string().optional(),
  /** Resources of the catalog that its file names. */
  dependsOn: z.array(z.string()).optional(),
  rules: z.object({
    arns: z.array(z.string()),
    tagSets: z.array(z.array(pairSchema)),
    accounts: z.array(z.string()),
  }),
});

/** What the map needs to know of an entity. */
export type EntityFacts = z.infer<typeof factsSchema> & { entityRef: string };

interface EntityRow {
  entity_ref: string;
  facts: string;
}

/** Keeps what the map needs to know of the catalog, so that every replica maps by the same rules. */
export class EntitiesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async list(): Promise<EntityFacts[]> {
    const rows = await this.#db<EntityRow>('estate_entities').orderBy(
      'entity_ref',
    );
    return rows.map(row => ({
      entityRef: row.entity_ref,
      ...factsSchema.parse(JSON.parse(row.facts)),
    }));
  }

  /**
   * Takes over the whole catalog as it is now; only rows that differ are written. The map's version grows when an ARN that
   * no sweep has found may belong to somebody else. Answers whether anything differs.
   */
  async replace(entities: readonly EntityFacts[]): Promise<boolean> {
    const next = new Map(
      entities.map(({ entityRef, ...facts }) => [
        entityRef,
        JSON.stringify(factsSchema.parse(facts)),
      ]),
    );
    return this.#db.transaction(async tx => {
      await tx('estate_map').where({ id: 1 }).forUpdate().first();
      const rows = await tx<EntityRow>('estate_entities');
      const before = new Map(rows.map(row => [row.entity_ref, row.facts]));
      const removed = [...before.keys()].filter(ref => !next.has(ref));
      const written = [...next].filter(([ref, facts]) => {
        return before.get(ref) !== facts;
      });
      await writeDifference(tx, removed, written);
      const byAddress = [...removed, ...written.map(([ref]) => ref)].some(
        ref => addressesOf(before.get(ref)) !== addressesOf(next.get(ref)),
      );
      await tx('estate_map').update({ rules_key: keyOf(next) });
      if (byAddress) await tx('estate_map').increment('version', 1);
      return removed.length + written.length > 0;
    });
  }
}

async function writeDifference(
  tx: Knex.Transaction,
  removed: readonly string[],
  written: readonly [string, string][],
): Promise<void> {
  for (const part of chunks(removed)) {
    await tx('estate_entities').whereIn('entity_ref', part).delete();
  }
  for (const part of chunks(written)) {
    await tx('estate_entities')
      .insert(part.map(([entity_ref, facts]) => ({ entity_ref, facts })))
      .onConflict('entity_ref')
      .merge();
  }
}

/** The rules by which an ARN belongs to an entity, whatever its tags are. */
function addressesOf(facts: string | undefined): string {
  if (facts === undefined) return '[[],[]]';
  const { rules } = factsSchema.parse(JSON.parse(facts));
  return JSON.stringify([rules.arns, rules.accounts]);
}

function keyOf(facts: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [ref, text] of [...facts].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(`${ref}\n${text}\n`);
  }
  return hash.digest('hex');
}
