// SPDX-License-Identifier: Apache-2.0
import type { OwningEntities } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ReadTarget } from './records';
import { chunks, upsert } from './sql';

/** Stands for every entity in `entity_ref`, for every account and Region in the other columns. */
const ANY = '*';

const REFS_PER_QUERY = 500;

const refsSchema = z.array(z.string());

type PlaceRow = [entityRef: string, accountId: string, region: string];

/** Accounts and Regions; `*` stands for all of them, the Region `global` for all of an account. */
export type Place = ReadTarget;

/** Where entities have something, as far as the estate knows them. */
export interface EntityPlaces {
  places: Place[];
  /** Whether the estate knows all of the entities. */
  isWhole: boolean;
}

type PlaceOrEntityRow =
  | { known: string }
  | { known: null; account_id: string; region: string };

/** Keeps in which accounts and Regions entities have something, as the estate said. */
export class PlacesStore {
  readonly #db: Knex;

  static create(options: { db: Knex }): PlacesStore {
    return new PlacesStore(options.db);
  }

  private constructor(db: Knex) {
    this.#db = db;
  }

  /** Takes over all places, and the entities that the estate knows; rows are written only when one of them differs. */
  async replace(
    estate: Pick<OwningEntities, 'items' | 'unswept' | 'entities'>,
  ): Promise<void> {
    const rows = rowsOf(estate);
    await this.#db.transaction(async trx => {
      if (estate.entities) await replaceEntities(trx, estate.entities);
      const before = await trx('entity_places').select(
        'entity_ref',
        'account_id',
        'region',
      );
      const known = new Set(
        before.map(row => [row.entity_ref, row.account_id, row.region].join()),
      );
      const isSame =
        known.size === rows.length && rows.every(row => known.has(row.join()));
      if (isSame) return;
      await trx('entity_places').delete();
      await upsert(trx, {
        table: 'entity_places',
        columns: ['entity_ref', 'account_id', 'region'],
        rows,
      });
    });
  }

  /** Resources that the entity's file names, as the estate has read it. What they are now is the catalog's to say. */
  async dependenciesOf(entityRef: string): Promise<string[]> {
    const row = await this.#db('estate_entities')
      .where('entity_ref', entityRef)
      .first('depends_on');
    return row ? refsSchema.parse(JSON.parse(row.depends_on)) : [];
  }

  /** Where these entities have something, or may have: what no sweep has read may be anybody's. */
  async read(entityRefs: readonly string[]): Promise<EntityPlaces> {
    const places: Place[] = [];
    const known = new Set<string>();
    for (const refs of chunks([ANY, ...entityRefs], REFS_PER_QUERY)) {
      const rows: PlaceOrEntityRow[] = await this.#db('entity_places')
        .whereIn('entity_ref', refs)
        .distinct('account_id', 'region', this.#db.raw('NULL AS known'))
        .unionAll(
          this.#db('estate_entities')
            .whereIn('entity_ref', refs)
            .select(
              this.#db.raw('NULL'),
              this.#db.raw('NULL'),
              'entity_ref as known',
            ),
        );
      for (const row of rows) {
        if (row.known !== null) known.add(row.known);
        else places.push({ accountId: row.account_id, region: row.region });
      }
    }
    return { places, isWhole: entityRefs.every(ref => known.has(ref)) };
  }
}

async function replaceEntities(
  trx: Knex,
  entities: NonNullable<OwningEntities['entities']>,
): Promise<void> {
  await trx('estate_entities').delete();
  await upsert(trx, {
    table: 'estate_entities',
    columns: ['entity_ref', 'depends_on'],
    rows: entities.map(({ entityRef, dependsOn = [] }) => [
      entityRef,
      JSON.stringify(dependsOn),
    ]),
  });
}

/** Whether a place is any account and Region. */
export function isEverywhere({ accountId }: Place): boolean {
  return accountId === ANY;
}

/** Whether something at a target may be of entities with these places. */
export function isAmong(
  places: readonly Place[],
  { accountId, region }: ReadTarget,
): boolean {
  return places.some(
    place =>
      place.accountId === ANY ||
      (place.accountId === accountId &&
        [region, 'global'].includes(place.region)),
  );
}

function rowsOf({
  items,
  unswept,
}: Pick<OwningEntities, 'items' | 'unswept'>): PlaceRow[] {
  const rows = [
    ...unswept.map((place): PlaceRow => [ANY, place.accountId, place.region]),
    ...items.flatMap(({ entityRef, places, isAnywhere }): PlaceRow[] => [
      ...places.map(
        ({ accountId, region }): PlaceRow => [entityRef, accountId, region],
      ),
      ...(isAnywhere ? [[entityRef, ANY, ANY] satisfies PlaceRow] : []),
    ]),
  ];
  return [...new Map(rows.map(row => [row.join(), row])).values()];
}
