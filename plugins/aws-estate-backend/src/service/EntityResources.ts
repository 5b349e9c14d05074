// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  type CompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type EntityResource,
  type EntityResourcesPage,
  type EntityResourcesSummary,
  type Resource,
  decodeCursor,
  encodeCursor,
  type entityResourcesQuerySchema,
  estateReadPermission,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  type Authorizer,
  type EntityScope,
  requireEntityScope,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { ResourcesStore } from '../store/ResourcesStore';
import type { TargetStates } from './TargetStates';
import type { Visibility } from './Visibility';

interface Parts {
  authorizer: Authorizer;
  catalog: CatalogService;
  resources: ResourcesStore;
  targetStates: TargetStates;
  visibility: Visibility;
}

/** The resources of an entity, and of those it is made of, owns or depends on. */
export class EntityResources {
  readonly #parts: Parts;

  static create(parts: Parts): EntityResources {
    return new EntityResources(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is counted goes before what is only depended on; `totalItems` is how many are counted. */
  async list(
    entity: CompoundEntityRef,
    query: z.output<typeof entityResourcesQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<EntityResourcesPage> {
    const { authorizer, resources, targetStates } = this.#parts;
    await authorizer.require(estateReadPermission, credentials);
    const { limit, cursor, ...filter } = query;
    const after = readCursor(cursor);
    const scope = await this.#scope(entity, credentials);
    const ranked = await resources.listOfEntities({
      first: refsOf(scope.counted),
      second: refsOf(scope.related),
      filter,
      after,
      limit: limit + 1,
    });
    const items = ranked.slice(0, limit);
    const last = ranked.length > limit ? items[items.length - 1] : undefined;
    const { problems, freshness } = await targetStates.read();
    return {
      items: await this.#describe(
        items.map(({ resource }) => resource),
        scope,
        credentials,
      ),
      nextCursor: last && encodeCursor([String(last.rank), last.resource.arn]),
      totalItems: await resources.countOfEntities(
        refsOf(scope.counted),
        filter,
      ),
      problems,
      freshness,
    };
  }

  /** What is counted, by type. */
  async summary(
    entity: CompoundEntityRef,
    credentials: BackstageCredentials,
  ): Promise<EntityResourcesSummary> {
    const { authorizer, resources, targetStates } = this.#parts;
    await authorizer.require(estateReadPermission, credentials);
    const scope = await this.#scope(entity, credentials);
    const types = await resources.countTypesOfEntities(refsOf(scope.counted));
    const { problems, freshness } = await targetStates.read();
    return {
      types,
      totalItems: types.reduce((sum, type) => sum + type.resources, 0),
      problems,
      freshness,
    };
  }

  async #scope(entity: CompoundEntityRef, credentials: BackstageCredentials) {
    const { catalog } = this.#parts;
    const ref = stringifyEntityRef(entity);
    return requireEntityScope(catalog, ref, credentials);
  }

  /** Owners that the caller does not see are left out. */
  async #describe(
    resources: readonly Resource[],
    scope: EntityScope,
    credentials: BackstageCredentials,
  ): Promise<EntityResource[]> {
    const within = [...scope.counted, ...scope.related];
    const others = resources
      .flatMap(({ owners }) => owners.map(({ entityRef }) => entityRef))
      .filter(ref => !within.some(({ entityRef }) => entityRef === ref));
    const visible = await this.#parts.visibility.visible(others, credentials);
    within.forEach(({ entityRef }) => visible.add(entityRef));
    return resources.map(resource => {
      const owners = resource.owners.filter(each =>
        visible.has(each.entityRef),
      );
      const refs = new Set(owners.map(({ entityRef }) => entityRef));
      // The entity's own share stands first, and has no via.
      const share = within.find(each => refs.has(each.entityRef));
      return { ...resource, owners, via: share?.via };
    });
  }
}

function refsOf(shares: EntityScope['counted']): string[] {
  return shares.map(({ entityRef }) => entityRef);
}

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const key = decodeCursor(cursor, 2);
  if (key && /^[01]$/.test(key[0]))
    return { rank: Number(key[0]), arn: key[1] };
  throw new InputError(
    'cursor is none of this list; take nextCursor of the page before, or leave it out',
  );
}
