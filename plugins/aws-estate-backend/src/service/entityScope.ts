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

/** The entities whose resources are shown for one entity. All of them are seen by the caller. */
export interface EntityScope {
  /** The entity and what it is made of or owns. */
  counted: string[];
  /** Resources that it depends on. */
  related: string[];
}

/** Which relation leads to the parts of an entity, by its kind. Kinds that are not here have nothing. */
const PARTS: Readonly<Record<string, string | undefined>> = {
  system: RELATION_HAS_PART,
  domain: RELATION_HAS_PART,
  api: RELATION_API_PROVIDED_BY,
  group: RELATION_OWNER_OF,
  component: undefined,
  resource: undefined,
};

/** Domains have systems, which have components, which have parts. */
const MAX_DEPTH = 5;
const BATCH = 500;

/** Reads the scope of an entity as the caller: a part that he does not see is no part. */
export async function readEntityScope(
  catalog: CatalogService,
  entity: Entity,
  credentials: BackstageCredentials,
): Promise<EntityScope> {
  const kind = entity.kind.toLowerCase();
  if (!(kind in PARTS)) return { counted: [], related: [] };
  const read = (refs: string[]) => readVisible(catalog, refs, credentials);
  const self = stringifyEntityRef(entity);
  const counted = new Map([[self, entity]]);
  let level = [entity];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const refs = level.flatMap(each => partsOf(each, depth === 0));
    level = await read(refs.filter(ref => !counted.has(ref)));
    level.forEach(each => counted.set(stringifyEntityRef(each), each));
  }
  const depended = [...counted.values()]
    .filter(each => /^(component|resource)$/i.test(each.kind))
    .flatMap(each => targetsOf(each, RELATION_DEPENDS_ON))
    .filter(
      ref => parseEntityRef(ref).kind === 'resource' && !counted.has(ref),
    );
  const related = await read(depended);
  return {
    counted: [...counted.keys()],
    related: related.map(each => stringifyEntityRef(each)),
  };
}

/** A group's entities bring their parts along; a provider of an API does not. */
function partsOf(entity: Entity, first: boolean): string[] {
  const relation = PARTS[entity.kind.toLowerCase()];
  const isWhole = relation === RELATION_HAS_PART;
  return relation && (first || isWhole) ? targetsOf(entity, relation) : [];
}

function targetsOf(entity: Entity, relation: string): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef);
}

async function readVisible(
  catalog: CatalogService,
  refs: readonly string[],
  credentials: BackstageCredentials,
): Promise<Entity[]> {
  const wanted = [...new Set(refs)];
  const found: Entity[] = [];
  for (let at = 0; at < wanted.length; at += BATCH) {
    const { items } = await catalog.getEntitiesByRefs(
      {
        entityRefs: wanted.slice(at, at + BATCH),
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      },
      { credentials },
    );
    for (const item of items) if (item) found.push(item);
  }
  return found;
}
