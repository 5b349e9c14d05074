// SPDX-License-Identifier: Apache-2.0
import type {
  AuthService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type Stack,
  type StackDependants as Dependants,
  stackReadPermission,
  stackSourceEntityName,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { PlannedRun } from '@groundwork/backstage-plugin-groundwork-node';
import type { Dependant, StackHistoryStore } from '../store/StackHistoryStore';
import type { Authorizer } from './Authorizer';
import type { LayerRequirements } from './LayerRequirements';
import type { Objection } from './PlanReview';

/** A longer chain is a circle. */
const MOST_LEVELS = 20;
const MOST_NAMED = 10;

interface Found extends Dependant {
  direct: boolean;
}

/** What finding dependants needs. */
export interface StackDependantsOptions {
  auth: AuthService;
  authorizer: Authorizer;
  catalog: CatalogService;
  history: StackHistoryStore;
  layerRequirements: LayerRequirements;
  logger: LoggerService;
}

/** Finds what depends on a stack: other stacks by their inputs and by what their layers require, other entities by the catalog. */
export class StackDependants {
  readonly #options: StackDependantsOptions;

  static create(options: StackDependantsOptions): StackDependants {
    return new StackDependants(options);
  }

  private constructor(options: StackDependantsOptions) {
    this.#options = options;
  }

  /** As far as the caller may see it. */
  async list(
    stack: Stack,
    credentials: BackstageCredentials,
  ): Promise<Dependants> {
    const { authorizer } = this.#options;
    const [found, entities, mayRead] = await Promise.all([
      this.#stacks(stack),
      this.#entities(stack, credentials),
      authorizer.stackJudge(stackReadPermission, credentials),
    ]);
    const seen = found.filter(mayRead);
    return {
      stacks: seen.map(({ stackId, entityRef, direct }) => ({
        stackId,
        entityRef,
        direct,
      })),
      entities,
      hidden: found.length - seen.length,
    };
  }

  /** Refuses to destroy a stack that something stands on. */
  async requireNone(
    stack: Stack,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const objection = describe(stack, await this.list(stack, credentials));
    if (!objection) return;
    throw new ConflictError(`${objection.reason}. ${objection.hint}`);
  }

  /** Asked after the plan and right before it is applied; not to know is a no. */
  async objectionTo({
    run,
    stack,
  }: PlannedRun): Promise<Objection | undefined> {
    if (run.operation !== 'destroy') return undefined;
    try {
      const credentials = await this.#options.auth.getOwnServiceCredentials();
      const [stacks, entities] = await Promise.all([
        this.#stacks(stack),
        this.#entities(stack, credentials),
      ]);
      return describe(stack, { stacks, entities, hidden: 0 });
    } catch (error) {
      this.#options.logger.error(
        `What depends on stack ${stack.id} could not be found out`,
        error instanceof Error ? error : new Error(String(error)),
      );
      return {
        reason: `What depends on ${stack.entityRef} could not be found out`,
        hint: 'It is asked again every minute; look into the log of the backend',
      };
    }
  }

  /** Those that nothing else stands on come first. */
  async #stacks(stack: Stack): Promise<Found[]> {
    const { history, layerRequirements } = this.#options;
    const { id } = stack;
    const found = new Map<string, { dependant: Found; level: number }>();
    let level = [id];
    for (let depth = 1; level.length > 0 && depth <= MOST_LEVELS; depth += 1) {
      const next: Dependant[] = await history.dependants(level);
      if (depth === 1)
        next.push(...(await layerRequirements.standingOn(stack)));
      const others = next.filter(({ stackId }) => stackId !== id);
      for (const dependant of others) {
        const direct =
          depth === 1 || found.get(dependant.stackId)?.dependant.direct;
        found.set(dependant.stackId, {
          dependant: { ...dependant, direct: direct ?? false },
          level: depth,
        });
      }
      level = others.map(({ stackId }) => stackId);
    }
    return [...found.values()]
      .sort((a, b) => b.level - a.level)
      .map(({ dependant }) => dependant);
  }

  /** Entities of stacks are left out: of those the database knows better. So is the stack's own source. */
  async #entities(
    stack: Stack,
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const { catalog, history } = this.#options;
    const { items } = await catalog.getEntities(
      {
        filter: { 'relations.dependsOn': stack.entityRef },
        fields: ['kind', 'metadata.name', 'metadata.namespace'],
      },
      { credentials },
    );
    const refs = items.map(entity => stringifyEntityRef(entity));
    const stackRefs = await history.stackRefs(refs);
    const { layer, name, target } = stack;
    const { environment } = target;
    const source = stackSourceEntityName({ layer, name, environment });
    return refs
      .filter(ref => !stackRefs.has(ref))
      .filter(ref => ref !== `component:default/${source}`)
      .sort();
  }
}

function describe(
  { entityRef }: Stack,
  {
    stacks,
    entities,
    hidden,
  }: {
    stacks: readonly { entityRef: string }[];
    entities: readonly string[];
    hidden: number;
  },
): Objection | undefined {
  const refs = stacks.map(stack => stack.entityRef);
  const named = [...refs, ...entities];
  if (named.length + hidden === 0) return undefined;
  const more = Math.max(0, named.length - MOST_NAMED);
  const others = [
    ...named.slice(0, MOST_NAMED),
    ...(more > 0 ? [`${more} more`] : []),
    ...(hidden > 0 ? [`${hidden} stacks that you may not see`] : []),
  ].join(', ');
  return {
    reason: `${entityRef} cannot be destroyed while others depend on it: ${others}`,
    hint: describeOrder(refs, entities),
  };
}

function describeOrder(
  stacks: readonly string[],
  entities: readonly string[],
): string {
  const steps = [
    ...(stacks.length > 0
      ? [
          `destroy first, in this order: ${stacks
            .slice(0, MOST_NAMED)
            .join(', ')}`,
        ]
      : []),
    ...(entities.length > 0
      ? [
          `take the dependency out of the catalog entities ${entities
            .slice(0, MOST_NAMED)
            .join(', ')}`,
        ]
      : []),
  ].join('; ');
  return steps === ''
    ? 'Ask the owners of those stacks to destroy them first'
    : `${steps[0].toUpperCase()}${steps.slice(1)}`;
}
