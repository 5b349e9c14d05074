// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_API_CONSUMED_BY,
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** The most entities that one walk finds. */
const MOST_ENTITIES = 500;

/** A longer chain is not followed. */
const DEEPEST = 10;

/** Refs in one question to the catalog. */
const BATCH_REFS = 500;

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/** From what stands to what stands on it: an API stands on what provides it, and who consumes it on the API. */
const LEAD_TO_DEPENDANTS: readonly string[] = [
  RELATION_DEPENDENCY_OF,
  RELATION_PROVIDES_API,
  RELATION_API_CONSUMED_BY,
];

/** Where a walk begins. */
export interface WalkStart {
  origins: readonly string[];
  /** Entities that do not count. */
  without?: readonly string[];
}

/** What depends on the origins. */
export interface Walked {
  /** The origins that the caller sees. */
  origins: string[];
  /** By ref, how far from an origin; the nearest come first. */
  dependants: Map<string, number>;
  /** There are more, which were not followed or which the caller may not see. */
  hasMore: boolean;
}

/** One walk, level by level; an entity that is reached twice counts once. */
class Walk {
  readonly walked: Walked = {
    origins: [],
    dependants: new Map(),
    hasMore: false,
  };
  readonly #seen: Set<string>;
  #level: string[];

  constructor({ origins, without = [] }: WalkStart) {
    this.#level = [...new Set(origins)];
    this.#seen = new Set([...this.#level, ...without]);
  }

  get level(): readonly string[] {
    return this.#level;
  }

  /** Takes in what is visible of a level, and finds the next one. */
  advance(distance: number, visible: ReadonlyMap<string, Entity>): void {
    const { origins, dependants } = this.walked;
    const entities = this.#level.flatMap(ref => {
      const entity = visible.get(ref);
      if (!entity) return [];
      if (distance === 0) origins.push(ref);
      else dependants.set(ref, distance);
      return [entity];
    });
    // What stands in a relation is in the catalog; what does not come back is hidden.
    if (distance > 0 && entities.length < this.#level.length) this.end();
    this.#level = this.#fresh(entities);
  }

  /** Notes that there is more than was found. */
  end(): void {
    this.walked.hasMore = true;
  }

  #fresh(entities: readonly Entity[]): string[] {
    const fresh = new Set<string>();
    const room = MOST_ENTITIES - this.walked.dependants.size;
    for (const { type, targetRef } of entities.flatMap(
      ({ relations = [] }) => relations,
    )) {
      if (!LEAD_TO_DEPENDANTS.includes(type) || this.#seen.has(targetRef)) {
        continue;
      }
      if (fresh.size >= room) {
        this.end();
        break;
      }
      this.#seen.add(targetRef);
      fresh.add(targetRef);
    }
    return [...fresh];
  }
}

/** Follows the catalog from entities to what depends on them, as the caller sees it. Many walks ask for each level together. */
export async function walkDependants(
  starts: readonly WalkStart[],
  options: { catalog: CatalogService; credentials: BackstageCredentials },
): Promise<Walked[]> {
  const walks = starts.map(start => new Walk(start));
  for (let distance = 0; distance <= DEEPEST; distance += 1) {
    const going = walks.filter(({ level }) => level.length > 0);
    if (going.length === 0) break;
    const refs = new Set(going.flatMap(({ level }) => level));
    const visible = await readEntities([...refs], options);
    for (const walk of going) walk.advance(distance, visible);
  }
  for (const walk of walks) if (walk.level.length > 0) walk.end();
  return walks.map(({ walked }) => walked);
}

async function readEntities(
  refs: readonly string[],
  {
    catalog,
    credentials,
  }: { catalog: CatalogService; credentials: BackstageCredentials },
): Promise<Map<string, Entity>> {
  const batches: string[][] = [];
  for (let start = 0; start < refs.length; start += BATCH_REFS) {
    batches.push(refs.slice(start, start + BATCH_REFS));
  }
  const answers = await Promise.all(
    batches.map(async entityRefs => {
      const { items } = await catalog.getEntitiesByRefs(
        { entityRefs, fields: FIELDS },
        { credentials },
      );
      return entityRefs.map((ref, at) => ({ ref, entity: items[at] }));
    }),
  );
  return new Map(
    answers
      .flat()
      .flatMap(({ ref, entity }) => (entity ? [[ref, entity] as const] : [])),
  );
}
