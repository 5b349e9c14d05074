// SPDX-License-Identifier: Apache-2.0
import {
  type Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Whose resources and findings an entity shows. */
export interface Scope {
  /** They count; the entity itself first. */
  counted: string[];
  /** They are shown beside. */
  related: string[];
}

const OF_AWS = ['component', 'resource', 'system', 'domain', 'api'];

const refsIn = (
  entity: Entity,
  field: string,
  kind: string,
  namespace = 'default',
): string[] =>
  [(entity.spec ?? {})[field] ?? []].flat().map(ref =>
    stringifyEntityRef(
      parseEntityRef(String(ref), {
        defaultKind: kind,
        defaultNamespace: namespace,
      }),
    ),
  );

const kindOf = (entity: Entity) => entity.kind.toLocaleLowerCase('en-US');

/** What is directly part of one of these, by what each part says of itself. */
function partsOf(wholes: readonly string[], all: readonly Entity[]): string[] {
  return all
    .filter(part =>
      [
        ...refsIn(part, 'system', 'system'),
        ...refsIn(part, 'domain', 'domain'),
        ...refsIn(part, 'subdomainOf', 'domain'),
        ...refsIn(part, 'subcomponentOf', 'component'),
      ].some(ref => wholes.includes(ref)),
    )
    .map(part => stringifyEntityRef(part))
    .sort();
}

/** The parts, then the parts of those, down to the last. */
function allPartsOf(ref: string, all: readonly Entity[]): string[] {
  const parts = [ref];
  let level = [ref];
  while (level.length > 0) {
    level = partsOf(level, all).filter(part => !parts.includes(part));
    parts.push(...level);
  }
  return parts;
}

/**
 * The scope of an entity among those that somebody sees, made from `spec` alone. A second statement of what
 * architecture.md says of each kind, to compare the plugins with.
 */
export function scopeOf(entity: Entity, all: readonly Entity[]): Scope {
  const ref = stringifyEntityRef(entity);
  const seen = new Set(all.map(each => stringifyEntityRef(each)));
  const others = (refs: string[]) =>
    [...new Set(refs)].filter(each => each !== ref && seen.has(each));
  const refsWhere = (test: (each: Entity) => boolean) =>
    all
      .filter(test)
      .map(each => stringifyEntityRef(each))
      .sort();
  switch (kindOf(entity)) {
    case 'component':
    case 'resource': {
      const needs = refsIn(entity, 'dependsOn', 'component').filter(
        each => parseEntityRef(each).kind === 'resource',
      );
      return { counted: [ref], related: others(needs) };
    }
    case 'system':
    case 'domain':
      return { counted: allPartsOf(ref, all), related: [] };
    case 'api':
      return {
        counted: refsWhere(each =>
          refsIn(each, 'providesApis', 'api').includes(ref),
        ),
        related: [],
      };
    case 'group':
      return {
        counted: [
          ref,
          ...refsWhere(
            each =>
              OF_AWS.includes(kindOf(each)) &&
              refsIn(each, 'owner', 'group').includes(ref),
          ),
        ],
        related: [],
      };
    default:
      return { counted: [], related: [] };
  }
}
