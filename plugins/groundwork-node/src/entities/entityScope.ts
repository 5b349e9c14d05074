// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_API_PROVIDED_BY,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_OWNER_OF,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { notVisible } from './requireEntity';

/** The most refs of a scope. */
const MOST_REFS = 1_000;

/** Refs in one question to the catalog. */
const BATCH_REFS = 500;

/** How deep domains and systems are followed into each other. */
const DEEPEST = 10;

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/** Kinds that can have something in AWS. */
const OWNED_KINDS = ['component', 'resource', 'system', 'domain', 'api'];
const PART_KINDS = ['component', 'resource', 'system', 'domain', 'api'];

/**
 * An entity whose resources and findings are shown on another one's page.
 *
 * @public
 */
export interface EntityShare {
  /** Whose they are. */
  entityRef: string;
  /** The entity to name beside it; absent when it is the page's own. */
  via?: string;
}

/**
 * Which entities' resources and findings an entity shows, as far as the caller sees them.
 *
 * @public
 */
export interface EntityScope {
  /** What counts. */
  counted: EntityShare[];
  /** What is shown and does not count: what a component or resource depends on. */
  related: EntityShare[];
  /** There are more than 1,000 entities, or they are too deep: not all are in it. */
  isCut: boolean;
}

/** Reads entities around one as the caller, each once and no more than the limit. */
class ScopeReader {
  readonly #catalog: CatalogService;
  readonly #credentials: BackstageCredentials;
  /** What was asked for already; what the caller may not see has no entity. */
  readonly #asked = new Map<string, Entity | undefined>();
  #isCut = false;

  constructor(catalog: CatalogService, credentials: BackstageCredentials) {
    this.#catalog = catalog;
    this.#credentials = credentials;
  }

  /** Asks for entities that are likely to be needed, all at once. */
  async ask(entityRefs: string[]): Promise<(Entity | undefined)[]> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs, fields: FIELDS },
      { credentials: this.#credentials },
    );
    entityRefs.forEach((ref, at) => this.#asked.set(ref, items[at]));
    return items;
  }

  scope(shares: {
    counted: EntityShare[];
    related?: EntityShare[];
  }): EntityScope {
    return { related: [], ...shares, isCut: this.#isCut };
  }

  /** The visible targets of a relation. */
  async targetsOf(
    entity: Entity,
    type: string,
    kinds: readonly string[],
  ): Promise<EntityShare[]> {
    const seen = new Set([stringifyEntityRef(entity)]);
    return (await this.#read(this.#fresh([entity], { type, kinds }, seen))).map(
      shareOf,
    );
  }

  /** Parts, and parts of parts, level by level; a part that is reached twice, or that contains what it is in, is there once. */
  async partsOf(entity: Entity): Promise<EntityShare[]> {
    const relation = { type: RELATION_HAS_PART, kinds: PART_KINDS };
    const seen = new Set([stringifyEntityRef(entity)]);
    const parts: EntityShare[] = [];
    let level = [entity];
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
      level = await this.#read(this.#fresh(level, relation, seen));
      parts.push(...level.map(shareOf));
    }
    if (this.#fresh(level, relation, seen).length > 0) this.#isCut = true;
    return parts;
  }

  /** Refs that were not seen before, up to the limit. */
  #fresh(
    entities: readonly Entity[],
    relation: { type: string; kinds: readonly string[] },
    seen: Set<string>,
  ): string[] {
    const fresh: string[] = [];
    for (const ref of entities.flatMap(each => refsOf(each, relation))) {
      if (seen.has(ref)) continue;
      if (seen.size >= MOST_REFS) {
        this.#isCut = true;
        return fresh;
      }
      seen.add(ref);
      fresh.push(ref);
    }
    return fresh;
  }

  async #read(refs: readonly string[]): Promise<Entity[]> {
    const missing = refs.filter(ref => !this.#asked.has(ref));
    const batches: Promise<unknown>[] = [];
    for (let start = 0; start < missing.length; start += BATCH_REFS) {
      batches.push(this.ask(missing.slice(start, start + BATCH_REFS)));
    }
    await Promise.all(batches);
    return refs.flatMap(ref => this.#asked.get(ref) ?? []);
  }
}

/**
 * Reads the scope of an entity with the caller's credentials alone: what he may not see is not in it.
 *
 * @remarks
 * A component or resource counts itself, beside the resources it depends on; a system or domain itself and its parts,
 * also those of its systems; an API its providers; a group itself and what it owns; a user, location or template nothing.
 *
 * @param entity - with its relations, read as the caller
 * @public
 */
export async function readEntityScope(
  catalog: CatalogService,
  entity: Entity,
  credentials: BackstageCredentials,
): Promise<EntityScope> {
  return scopeOf(entity, new ScopeReader(catalog, credentials));
}

async function scopeOf(
  entity: Entity,
  reader: ScopeReader,
): Promise<EntityScope> {
  const own = { entityRef: stringifyEntityRef(entity) };
  switch (entity.kind.toLowerCase()) {
    case 'component':
    case 'resource':
      return reader.scope({
        counted: [own],
        related: await reader.targetsOf(entity, RELATION_DEPENDS_ON, [
          'resource',
        ]),
      });
    case 'system':
    case 'domain':
      return reader.scope({
        counted: [own, ...(await reader.partsOf(entity))],
      });
    case 'api':
      return reader.scope({
        counted: await reader.targetsOf(entity, RELATION_API_PROVIDED_BY, [
          'component',
        ]),
      });
    case 'group':
      return reader.scope({
        counted: [
          own,
          ...(await reader.targetsOf(entity, RELATION_OWNER_OF, OWNED_KINDS)),
        ],
      });
    default:
      return reader.scope({ counted: [] });
  }
}

/**
 * Reads the scope of an entity by its ref. An entity that the caller may not see is a NotFoundError, like one that does not
 * exist.
 *
 * @param expected - refs that are likely to be in the scope. They are asked for together with the entity, so that one
 * question to the catalog is enough where the guess holds; a wrong one only costs the second question.
 * @public
 */
export async function requireEntityScope(
  catalog: CatalogService,
  entityRef: string,
  credentials: BackstageCredentials,
  expected: readonly string[] = [],
): Promise<EntityScope> {
  const reader = new ScopeReader(catalog, credentials);
  const likely = expected.filter(ref => ref !== entityRef);
  const [entity] = await reader.ask([
    entityRef,
    ...likely.slice(0, BATCH_REFS - 1),
  ]);
  if (!entity) throw notVisible(entityRef);
  return scopeOf(entity, reader);
}

function refsOf(
  entity: Entity,
  { type, kinds }: { type: string; kinds: readonly string[] },
): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => parseEntityRef(targetRef))
    .filter(({ kind }) => kinds.includes(kind.toLowerCase()))
    .map(ref => stringifyEntityRef(ref));
}

function shareOf(entity: Entity): EntityShare {
  const entityRef = stringifyEntityRef(entity);
  return { entityRef, via: entityRef };
}
