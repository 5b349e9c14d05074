// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';

/** Refs in one question to the catalog. */
const BATCH = 500;

const FIELDS = ['kind', 'metadata.name', 'metadata.namespace', 'relations'];

/** Kinds that show what is theirs. */
const SHOW_OWN = new Set([
  'component',
  'resource',
  'system',
  'domain',
  'group',
]);

/** Kinds that show what their parts have. */
const SHOW_PARTS = new Set(['system', 'domain']);

/** Kinds that can be a part, or be owned. */
const PARTS = new Set(['component', 'resource', 'system', 'domain', 'api']);

/** What is needed of the catalog, and whose right is used. */
export interface CatalogAccess {
  catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  credentials: BackstageCredentials;
}

/**
 * All entities whose pages show something of AWS, given those that something belongs to: the inverse of `readEntityScope`.
 *
 * @remarks
 * Walks from the owners against the direction in which pages look, so that the catalog is asked for owners and for what
 * they are part of, and never for all entities.
 */
export async function readShowingEntities(
  owners: readonly string[],
  access: CatalogAccess,
): Promise<Set<string>> {
  const showing = new Set<string>();
  const seen = new Set(owners);
  let level = await readEntities(owners, access);
  for (const entity of level) {
    for (const ref of shownByOwner(entity)) showing.add(ref);
  }
  while (level.length > 0) {
    const wholes = level
      .filter(entity => PARTS.has(kindOf(entity)))
      .flatMap(entity => targetsOf(entity, RELATION_PART_OF, PARTS));
    for (const ref of wholes) {
      if (SHOW_PARTS.has(parseEntityRef(ref).kind)) showing.add(ref);
    }
    const fresh = [...new Set(wholes)].filter(ref => !seen.has(ref));
    fresh.forEach(ref => seen.add(ref));
    level = await readEntities(fresh, access);
  }
  return showing;
}

/** Itself and the entities one step away that show what it has. */
function shownByOwner(entity: Entity): string[] {
  const kind = kindOf(entity);
  const groups = PARTS.has(kind)
    ? targetsOf(entity, RELATION_OWNED_BY, new Set(['group']))
    : [];
  const own = SHOW_OWN.has(kind) ? [stringifyEntityRef(entity)] : [];
  if (kind === 'resource') {
    const dependents = new Set(['component', 'resource']);
    own.push(...targetsOf(entity, RELATION_DEPENDENCY_OF, dependents));
  }
  if (kind === 'component') {
    own.push(...targetsOf(entity, RELATION_PROVIDES_API, new Set(['api'])));
  }
  return [...own, ...groups];
}

function targetsOf(
  entity: Entity,
  type: string,
  kinds: ReadonlySet<string>,
): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => parseEntityRef(targetRef))
    .filter(({ kind }) => kinds.has(kind.toLowerCase()))
    .map(ref => stringifyEntityRef(ref));
}

function kindOf(entity: Entity): string {
  return entity.kind.toLowerCase();
}

async function readEntities(
  refs: readonly string[],
  { catalog, credentials }: CatalogAccess,
): Promise<Entity[]> {
  const found: Entity[] = [];
  for (let at = 0; at < refs.length; at += BATCH) {
    const { items } = await catalog.getEntitiesByRefs(
      { entityRefs: refs.slice(at, at + BATCH), fields: FIELDS },
      { credentials },
    );
    found.push(...items.flatMap(item => item ?? []));
  }
  return found;
}
