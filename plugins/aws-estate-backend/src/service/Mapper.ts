// SPDX-License-Identifier: Apache-2.0
import type { EntitiesStore, EntityFacts } from '../store/EntitiesStore';
import type { MapStore } from '../store/MapStore';
import { type ResourceRow, tagsOf } from '../store/rows';
import { OwnershipMap } from './ownership';
import { OwnerSuggestions } from './suggestions';

/** Resources mapped in one go. */
const BATCH = 1000;

/** What is made of the rules that the catalog states. */
export interface Rules {
  rulesKey: string;
  /** Every entity of the catalog. */
  entities: EntityFacts[];
  map: OwnershipMap;
  /** Entities that own ARNs which no sweep needs to have found: by ARN, account or Region. */
  addressed: EntityFacts[];
  suggestions: OwnerSuggestions;
}

/** Maps what was not mapped by the rules of now, in batches. */
export class Mapper {
  readonly #entities: EntitiesStore;
  readonly #store: MapStore;
  #rules: Rules | undefined;

  static create(options: { entities: EntitiesStore; map: MapStore }): Mapper {
    return new Mapper(options);
  }

  private constructor(options: { entities: EntitiesStore; map: MapStore }) {
    this.#entities = options.entities;
    this.#store = options.map;
  }

  /** The rules of now; read again only when another replica, or this one, has taken over a changed catalog. */
  async rules(): Promise<Rules> {
    const { rulesKey } = await this.#store.state();
    if (this.#rules?.rulesKey !== rulesKey) {
      this.#rules = rulesOf(rulesKey, await this.#entities.list());
    }
    return this.#rules;
  }

  /** Maps new and changed resources, and all of them after the rules have changed. Answers how many owners differ. */
  async mapStale(): Promise<number> {
    const rules = await this.rules();
    let changed = 0;
    let after = '';
    for (;;) {
      const rows = await this.#store.listStale(rules.rulesKey, after, BATCH);
      if (rows.length === 0) return changed;
      const mapped = rows.map(row => ({
        arn: row.arn,
        ...rules.map.ownersOf(toOwnable(row)),
      }));
      changed += await this.#store.write(mapped, rules.rulesKey);
      after = rows[rows.length - 1].arn;
    }
  }
}

/** A row as the rules look at it. */
export function toOwnable(row: ResourceRow) {
  return {
    arn: row.arn,
    accountId: row.account_id,
    region: row.region,
    tags: tagsOf(row),
  };
}

function rulesOf(rulesKey: string, entities: EntityFacts[]): Rules {
  return {
    rulesKey,
    entities,
    map: OwnershipMap.create(entities),
    addressed: entities.filter(
      ({ rules }) => rules.arns.length + rules.accounts.length > 0,
    ),
    suggestions: OwnerSuggestions.create(entities),
  };
}
