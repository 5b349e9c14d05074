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

/** The parts of a system or domain, and theirs, by what each part says of itself. */
function partsOf(ref: string, all: readonly Entity[], seen: Set<string>) {
  for (const part of all) {
    const whole = [
      ...refsIn(part, 'system', 'system'),
      ...refsIn(part, 'domain', 'domain'),
      ...refsIn(part, 'subdomainOf', 'domain'),
      ...refsIn(part, 'subcomponentOf', 'component'),
    ];
    const partRef = stringifyEntityRef(part);
    if (!whole.includes(ref) || seen.has(partRef)) continue;
    seen.add(partRef);
    partsOf(partRef, all, seen);
  }
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
    all.filter(test).map(each => stringifyEntityRef(each));
  switch (kindOf(entity)) {
    case 'component':
    case 'resource': {
      const needs = refsIn(entity, 'dependsOn', 'component').filter(
        each => parseEntityRef(each).kind === 'resource',
      );
      return { counted: [ref], related: others(needs) };
    }
    case 'system':
    case 'domain': {
      const parts = new Set<string>([ref]);
      partsOf(ref, all, parts);
      return { counted: [...parts], related: [] };
    }
    case 'api':
      return {
        counted: refsWhere(each =>
          refsIn(each, 'providesApis', 'api').includes(ref),
        ),
        related: [],
      };
    case 'group':
      return {
        counted: refsWhere(
          each =>
            OF_AWS.includes(kindOf(each)) &&
            refsIn(each, 'owner', 'group').includes(ref),
        ),
        related: [],
      };
    default:
      return { counted: [], related: [] };
  }
}
