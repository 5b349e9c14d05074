// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  type CollectorTarget,
  type Finding,
  type FindingDetail,
  type FindingsPage,
  type FindingsSummary,
  type Freshness,
  type Problem,
  decodeCursor,
  encodeCursor,
  estateReadPermission,
  findingReadPermission,
  type findingsQuerySchema,
  severityRank,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Authorizer } from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { FindingsStore, SortKey } from '../store/FindingsStore';
import type { PlacesStore } from '../store/PlacesStore';
import type { SummaryStore, UnclearCount } from '../store/SummaryStore';
import { type FindingsScope, readFindingsScope } from './findingsScope';
import type { TargetStates } from './TargetStates';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Parts of an entity ref, in any case. */
export interface EntityName {
  kind: string;
  namespace: string;
  name: string;
}

interface Options {
  authorizer: Authorizer;
  catalog: CatalogService;
  findings: FindingsStore;
  places: PlacesStore;
  states: TargetStates;
  summaries: SummaryStore;
  now?: () => Date;
}

/** Reads findings for people and agents: the permission, and then what belongs to entities they see. */
export class FindingsService {
  readonly #options: Options;

  static create(options: Options): FindingsService {
    return new FindingsService(options);
  }

  private constructor(options: Options) {
    this.#options = options;
  }

  /** Findings of an entity and, with `via`, of entities it is related to. */
  async listOfEntity(
    name: EntityName,
    query: z.output<typeof findingsQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<FindingsPage> {
    const { findings, states } = this.#options;
    const { cursor, limit, maxAgeDays, ...filter } = query;
    const after = readCursor(cursor);
    const [scope, overview] = await Promise.all([
      this.#scopeOf(name, credentials),
      states.overview(),
    ]);
    const entityRefs = [...scope.counted, ...scope.related];
    const [owned, state, unclear] = await Promise.all([
      findings.listOwned({
        entityRefs,
        filter: {
          ...filter,
          createdSince:
            maxAgeDays === undefined ? undefined : this.#daysAgo(maxAgeDays),
        },
        after,
        limit: limit + 1,
      }),
      states.of(entityRefs, overview),
      this.#unclearProblems(entityRefs),
    ]);
    const items = owned.slice(0, limit).map(({ finding, entityRef }) => ({
      ...finding,
      via: scope.via.get(entityRef),
    }));
    const last = items.at(-1);
    return {
      items,
      nextCursor: owned.length > limit && last ? cursorOf(last) : undefined,
      problems: [...state.problems, ...unclear, ...cutProblems(scope)],
      freshness: state.freshness,
    };
  }

  /** Open findings in numbers. */
  async summaryOfEntity(
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<FindingsSummary> {
    const { states, summaries } = this.#options;
    const [scope, overview] = await Promise.all([
      this.#scopeOf(name, credentials),
      states.overview(),
    ]);
    const { counted, related } = scope;
    const [counts, state, unclear] = await Promise.all([
      summaries.countOpen({ counted, related, since: this.#daysAgo(7) }),
      states.of([...counted, ...related], overview),
      this.#unclearProblems([...counted, ...related]),
    ]);
    return {
      known: scope.isCut && state.known === 'all' ? 'part' : state.known,
      open: counts.open,
      guardDuty: counts.guardDuty,
      via: counts.via,
      newSinceLastWeek: counts.newSince,
      oldestOpenAt: counts.oldestOpenAt,
      problems: [...state.problems, ...unclear, ...cutProblems(scope)],
      freshness: state.freshness,
    };
  }

  /** One finding. Hidden is answered like absent; what nobody owns is for those who may see the estate. */
  async get(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<FindingDetail> {
    const { authorizer, findings } = this.#options;
    await authorizer.require(findingReadPermission, credentials);
    const found = await findings.find(id);
    const visible =
      found !== undefined &&
      (found.entityRefs.length > 0
        ? await this.#seesOne(found.entityRefs, credentials)
        : await authorizer.has(estateReadPermission, credentials));
    if (!visible) {
      throw new NotFoundError(
        `There is no finding ${id}, or it belongs to nothing that you may see`,
      );
    }
    return found.finding;
  }

  /** How the reads of all accounts and Regions stand. */
  async freshness(credentials: BackstageCredentials): Promise<{
    items: CollectorTarget[];
    problems: Problem[];
    freshness: Freshness;
  }> {
    const { authorizer, states } = this.#options;
    await authorizer.require(findingReadPermission, credentials);
    const { targets, problems, freshness } = await states.ofAll();
    return { items: targets, problems, freshness };
  }

  async #scopeOf(
    name: EntityName,
    credentials: BackstageCredentials,
  ): Promise<FindingsScope> {
    const { authorizer } = this.#options;
    // Both at once; who lacks the permission is told so, whatever the catalog says.
    const [allowed, scope] = await Promise.allSettled([
      authorizer.require(findingReadPermission, credentials),
      readFindingsScope(this.#options, stringifyEntityRef(name), credentials),
    ]);
    if (allowed.status === 'rejected') throw allowed.reason;
    if (scope.status === 'rejected') throw scope.reason;
    return scope.value;
  }

  async #seesOne(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    const { items } = await this.#options.catalog.getEntitiesByRefs(
      { entityRefs, fields: ['kind'] },
      { credentials },
    );
    return items.some(item => item !== undefined);
  }

  async #unclearProblems(entityRefs: readonly string[]): Promise<Problem[]> {
    return (await this.#options.summaries.countUnclear(entityRefs)).map(
      toProblem,
    );
  }

  #daysAgo(days: number): string {
    const now = this.#options.now?.() ?? new Date();
    return new Date(now.getTime() - days * DAY_MS).toISOString();
  }
}

function cutProblems({ isCut }: FindingsScope): Problem[] {
  if (!isCut) return [];
  const hint =
    'This entity has more parts than are looked at together; open its parts for the findings of the others';
  return [{ code: 'too-many-entities', hint }];
}

function toProblem(unclear: UnclearCount): Problem {
  const { account_id, region, code, hint, count } = unclear;
  const findings = count === 1 ? '1 finding' : `${count} findings`;
  return {
    accountId: account_id,
    region,
    code,
    hint: `${findings} not wholly understood: ${hint}`,
  };
}

function cursorOf({ severity, updatedAt, id }: Finding): string {
  return encodeCursor([String(severityRank(severity)), updatedAt, id]);
}

function readCursor(cursor: string | undefined): SortKey | undefined {
  if (cursor === undefined) return undefined;
  const [rank, updatedAt, id] = decodeCursor(cursor, 3) ?? [];
  if (!/^[0-4]$/.test(rank ?? '')) {
    throw new InputError(
      'The cursor is not valid; pass nextCursor of the answer before unchanged',
    );
  }
  return { severityRank: Number(rank), updatedAt, id };
}
