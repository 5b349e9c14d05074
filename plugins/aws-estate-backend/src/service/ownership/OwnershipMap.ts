// SPDX-License-Identifier: Apache-2.0
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  GROUNDWORK_TAGS,
  type Ownership,
  type OwnershipRule,
  type SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import { parseArn } from '../../rules/arn';
import type { EntityRules, TagPair } from './annotations';

/** An entity and what its annotations say. */
export interface RuledEntity {
  entityRef: string;
  rules: Pick<EntityRules, 'arns' | 'tagSets' | 'accounts'>;
}

/** What is asked of a resource to know its owners. */
export interface OwnableResource {
  arn: string;
  accountId: string;
  region: string;
  tags: Readonly<Record<string, string>>;
}

/** Who a resource belongs to; `unknownRef` is a tag's value that names no entity of the catalog. */
export interface Owners {
  owners: Ownership[];
  unknownRef?: string;
}

interface TagRule {
  entityRef: string;
  pairs: readonly TagPair[];
}

/** Which resource belongs to which entity. The first rule that answers decides; several entities may win by it. */
export class OwnershipMap {
  readonly #entities: ReadonlySet<string>;
  readonly #byArn: ReadonlyMap<string, string[]>;
  readonly #byAccount: ReadonlyMap<string, string[]>;
  readonly #byPair: ReadonlyMap<string, TagRule[]>;

  static create(entities: readonly RuledEntity[]): OwnershipMap {
    return new OwnershipMap(entities);
  }

  private constructor(entities: readonly RuledEntity[]) {
    this.#entities = new Set(entities.map(({ entityRef }) => entityRef));
    this.#byArn = index(entities, ({ arns }) => arns);
    this.#byAccount = index(entities, ({ accounts }) => accounts);
    this.#byPair = indexTagRules(entities);
  }

  /** The owners of a resource that the estate knows. */
  ownersOf(resource: OwnableResource): Owners {
    const tag = resource.tags[GROUNDWORK_TAGS.entityRef];
    const named = tag === undefined ? undefined : entityRefOf(tag);
    if (named !== undefined && this.#entities.has(named)) {
      return { owners: [{ entityRef: named, rule: 'entity-ref-tag' }] };
    }
    const owners =
      this.#owned('arn', this.#byArn.get(resource.arn)) ??
      this.#owned('tags', this.#byTags(resource.tags)) ??
      this.#owned('account', this.#ofAccount(resource)) ??
      [];
    return tag === undefined ? { owners } : { owners, unknownRef: tag };
  }

  /**
   * The owners of an ARN that the estate has no resource for: its tags are not known. `place` is where it is, for ARNs that
   * do not say it.
   */
  ownersOfArn(arn: string, place?: SweepTarget): Ownership[] {
    const { accountId = place?.accountId, region = place?.region } =
      parseArn(arn) ?? {};
    return (
      this.#owned('arn', this.#byArn.get(arn)) ??
      this.#owned('account', this.#ofAccount({ accountId, region })) ??
      []
    );
  }

  #byTags(tags: Readonly<Record<string, string>>): string[] {
    const refs = new Set<string>();
    for (const [key, value] of Object.entries(tags)) {
      for (const rule of this.#byPair.get(pairKey([key, value])) ?? []) {
        if (rule.pairs.every(([name, wanted]) => tags[name] === wanted)) {
          refs.add(rule.entityRef);
        }
      }
    }
    return [...refs];
  }

  #ofAccount(place: { accountId?: string; region?: string }): string[] {
    const { accountId, region } = place;
    if (accountId === undefined) return [];
    return [
      ...(this.#byAccount.get(accountId) ?? []),
      ...(this.#byAccount.get(`${accountId}/${region}`) ?? []),
    ];
  }

  #owned(rule: OwnershipRule, refs: string[] = []): Ownership[] | undefined {
    if (refs.length === 0) return undefined;
    return [...new Set(refs)].sort().map(entityRef => ({ entityRef, rule }));
  }
}

function index(
  entities: readonly RuledEntity[],
  keysOf: (rules: RuledEntity['rules']) => readonly string[],
): Map<string, string[]> {
  const refs = new Map<string, string[]>();
  for (const { entityRef, rules } of entities) {
    for (const key of keysOf(rules)) append(refs, key, entityRef);
  }
  return refs;
}

/** Each rule stands under its rarest pair alone, so that `environment=production` does not make every resource ask every rule. */
function indexTagRules(
  entities: readonly RuledEntity[],
): Map<string, TagRule[]> {
  const rules = entities.flatMap(({ entityRef, rules: { tagSets } }) =>
    tagSets
      .filter(pairs => pairs.length > 0)
      .map(pairs => ({ entityRef, pairs })),
  );
  const uses = new Map<string, number>();
  for (const key of rules.flatMap(({ pairs }) => pairs.map(pairKey))) {
    uses.set(key, (uses.get(key) ?? 0) + 1);
  }
  const byPair = new Map<string, TagRule[]>();
  for (const rule of rules) {
    const [rarest] = rule.pairs
      .map(pairKey)
      .sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0));
    append(byPair, rarest, rule);
  }
  return byPair;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** No tag has a line break in it. */
function pairKey([key, value]: TagPair): string {
  return `${key}\n${value}`;
}

/** Entity refs are the same in capitals and without their namespace; `undefined` when it is no ref. */
function entityRefOf(text: string): string | undefined {
  try {
    return stringifyEntityRef(parseEntityRef(text));
  } catch {
    return undefined;
  }
}
