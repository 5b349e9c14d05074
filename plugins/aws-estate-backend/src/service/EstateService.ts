// SPDX-License-Identifier: Apache-2.0
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  type EstateAccount,
  type EstateAccounts,
  type EstateFreshness,
  type Ownership,
  type ResourcesPage,
  decodeCursor,
  encodeCursor,
  estateReadPermission,
  type resourcesQuerySchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Authorizer } from '@groundwork/backstage-plugin-groundwork-node';
import type { z } from 'zod';
import type { RegionCount, ResourcesStore } from '../store/ResourcesStore';
import type { AccountDirectory, DirectoryAccount } from './AccountDirectory';
import type { Mapper } from './Mapper';
import type { EstateState, TargetStates } from './TargetStates';
import type { Visibility } from './Visibility';

interface Parts {
  authorizer: Authorizer;
  directory: AccountDirectory;
  mapper: Mapper;
  resources: ResourcesStore;
  targetStates: TargetStates;
  visibility: Visibility;
}

/** What can be seen of the estate as a whole. */
export class EstateService {
  readonly #parts: Parts;

  static create(parts: Parts): EstateService {
    return new EstateService(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** All accounts with what was found in them: what nobody owns, and what belongs to entities that the caller sees. */
  async accounts(credentials: BackstageCredentials): Promise<EstateAccounts> {
    const { authorizer, directory, resources, targetStates } = this.#parts;
    await authorizer.require(estateReadPermission, credentials);
    const ownedBy = await this.#visibleOwners(credentials);
    const state = await targetStates.read();
    const counts = await resources.countByRegion({ unowned: true, ownedBy });
    const accounts = await directory.list();
    return {
      items: accounts.map(account => toAccount(account, state, counts)),
      coveragePercent: coverageOf(counts),
      problems: [
        ...state.problems,
        ...(await targetStates.unknownRefs(ownedBy)),
      ],
      freshness: state.freshness,
    };
  }

  /** How the sweep of each account and Region stands. */
  async freshness(credentials: BackstageCredentials): Promise<EstateFreshness> {
    const { authorizer, targetStates } = this.#parts;
    await authorizer.require(estateReadPermission, credentials);
    const { targets, freshness } = await targetStates.read();
    return { items: targets, freshness };
  }

  /**
   * Resources of the entities that the caller sees, and what nobody owns. An owner that he does not see is left out, and
   * what belongs only to such owners too.
   */
  async list(
    query: z.output<typeof resourcesQuerySchema>,
    credentials: BackstageCredentials,
  ): Promise<ResourcesPage> {
    const { authorizer, resources, targetStates } = this.#parts;
    await authorizer.require(estateReadPermission, credentials);
    const { limit, cursor, owned, ...filter } = query;
    const after = readCursor(cursor);
    const ownedBy =
      owned === false ? [] : await this.#visibleOwners(credentials);
    const owners = new Set(ownedBy);
    const wanted = { ...filter, unowned: owned !== true, ownedBy };
    const found = await resources.list({ ...wanted, after, limit: limit + 1 });
    const items = found.slice(0, limit).map(each => ({
      ...each,
      owners: each.owners.filter(({ entityRef }) => owners.has(entityRef)),
    }));
    const state = await targetStates.read();
    return {
      items: await this.#withSuggestions(items, credentials),
      nextCursor:
        found.length > limit
          ? encodeCursor([items[items.length - 1].arn])
          : undefined,
      totalItems: await resources.count(wanted),
      problems: [
        ...state.problems,
        ...(await targetStates.unknownRefs(ownedBy)),
      ],
      freshness: state.freshness,
    };
  }

  /** Those of all owners that the caller sees. */
  async #visibleOwners(credentials: BackstageCredentials): Promise<string[]> {
    const { resources, visibility } = this.#parts;
    const owners = await resources.listOwners();
    return [...(await visibility.visible(owners, credentials))];
  }

  async #withSuggestions<
    T extends {
      accountId: string;
      name: string;
      owners: Ownership[];
      tags: Record<string, string>;
    },
  >(items: readonly T[], credentials: BackstageCredentials) {
    const { directory, mapper, visibility } = this.#parts;
    const { suggestions } = await mapper.rules();
    const accounts = new Map(
      (await directory.list()).map(each => [each.accountId, each.owner]),
    );
    const suggested = items.map(item =>
      item.owners.length > 0
        ? []
        : suggestions.suggest({
            name: item.name,
            tags: item.tags,
            accountOwner: accounts.get(item.accountId),
          }),
    );
    const refs = suggested.flat().map(({ entityRef }) => entityRef);
    const visible = await visibility.visible(refs, credentials);
    return items.map((item, at) => ({
      ...item,
      suggestions: suggested[at].filter(each => visible.has(each.entityRef)),
    }));
  }
}

function readCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined;
  const key = decodeCursor(cursor, 1);
  if (key) return key[0];
  throw new InputError(
    'cursor is none of this list; take nextCursor of the page before, or leave it out',
  );
}

/** Counts stand only where something was read: unknown is not zero. */
function toAccount(
  account: DirectoryAccount,
  { targets }: EstateState,
  counts: readonly RegionCount[],
): EstateAccount {
  const { accountId, name, environment, owner, regions } = account;
  return {
    accountId,
    name,
    environment,
    owner,
    regions: regions.map(region => {
      const isHere = (each: { accountId: string; region: string }) =>
        each.accountId === accountId && each.region === region;
      const target = targets.find(isHere);
      const none = target?.succeededAt && { resources: 0, unowned: 0 };
      const count = counts.find(isHere) ?? (none || undefined);
      return {
        region,
        resources: count?.resources,
        unowned: count?.unowned,
        state: target?.state ?? 'never',
        succeededAt: target?.succeededAt,
      };
    }),
  };
}

/** Rounded down to a tenth: 100 % is said only when nothing is left. */
function coverageOf(counts: readonly RegionCount[]): number | undefined {
  const total = sum(counts.map(({ resources }) => resources));
  const unowned = sum(counts.map(({ unowned: each }) => each));
  if (total === 0) return undefined;
  return Math.floor(((total - unowned) / total) * 1000) / 10;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
