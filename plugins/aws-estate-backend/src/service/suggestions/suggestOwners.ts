// SPDX-License-Identifier: Apache-2.0
import {
  GROUNDWORK_TAGS,
  type OwnerSuggestion,
} from '@groundwork/backstage-plugin-groundwork-common';

/** How many owners are suggested for one resource. */
const MAX_SUGGESTIONS = 3;

/** Entities of these kinds have resources of their own. */
const KINDS = new Set(['component', 'resource', 'system', 'domain', 'group']);

/** Tag keys, without prefix and in small letters, whose value names what a resource is for. */
const NAMING_KEYS = new Set([
  'name',
  'app',
  'application',
  'component',
  'service',
  'project',
  'product',
  'system',
  'workload',
  'team',
  'owner',
]);

/** A shorter entity name is found in too many resource names to say anything. */
const MIN_LIKE_CHARACTERS = 4;

/** An entity that could own something. */
export interface Candidate {
  entityRef: string;
  /** `metadata.name` in small letters. */
  name: string;
  /** The stack it stands for. */
  stackId?: string;
}

/** What nobody owns. */
export interface UnownedThing {
  name: string;
  tags: Readonly<Record<string, string>>;
  /** Full entity ref of the account's owner. */
  accountOwner?: string;
}

/** Who could own what nobody owns. Says why, the strongest reason first; asks nobody. */
export class OwnerSuggestions {
  readonly #byRef: ReadonlyMap<string, Candidate>;
  readonly #byName: ReadonlyMap<string, Candidate[]>;
  readonly #byStack: ReadonlyMap<string, Candidate>;

  static create(candidates: readonly Candidate[]): OwnerSuggestions {
    return new OwnerSuggestions(
      candidates.filter(({ entityRef }) => KINDS.has(entityRef.split(':')[0])),
    );
  }

  private constructor(candidates: readonly Candidate[]) {
    const byName = new Map<string, Candidate[]>();
    for (const candidate of candidates) {
      const same = byName.get(candidate.name) ?? [];
      byName.set(candidate.name, [...same, candidate]);
    }
    this.#byName = byName;
    this.#byRef = new Map(candidates.map(each => [each.entityRef, each]));
    this.#byStack = new Map(
      candidates.flatMap(each => (each.stackId ? [[each.stackId, each]] : [])),
    );
  }

  /** At most three, each entity once. */
  suggest(thing: UnownedThing): OwnerSuggestion[] {
    const because = (
      reason: OwnerSuggestion['because'],
      candidates: readonly (Candidate | undefined)[],
    ) =>
      candidates.flatMap(each =>
        each ? [{ entityRef: each.entityRef, because: reason }] : [],
      );
    const all = [
      ...because('stack', [
        this.#byStack.get(thing.tags[GROUNDWORK_TAGS.stack] ?? ''),
      ]),
      ...because('tags', this.#tagged(thing.tags)),
      ...because('name', this.#named(thing.name)),
      ...because('account', [this.#byRef.get(thing.accountOwner ?? '')]),
    ];
    const first = new Map<string, OwnerSuggestion>();
    for (const each of all) {
      if (!first.has(each.entityRef)) first.set(each.entityRef, each);
    }
    return [...first.values()].slice(0, MAX_SUGGESTIONS);
  }

  /** Those whose name or ref is the value of a tag that names something. */
  #tagged(tags: Readonly<Record<string, string>>): Candidate[] {
    return Object.entries(tags).flatMap(([key, value]) => {
      const plainKey = key.toLowerCase().split(/[:/]/).pop() ?? '';
      if (!NAMING_KEYS.has(plainKey)) return [];
      const text = value.trim().toLowerCase();
      const byRef = this.#byRef.get(text);
      return byRef ? [byRef] : this.#byName.get(text) ?? [];
    });
  }

  /** Those whose name stands as whole words in the resource's name, the longest first. */
  #named(resourceName: string): Candidate[] {
    const words = resourceName.toLowerCase().split(/[^a-z0-9]+/);
    const found: Candidate[] = [];
    for (let length = words.length; length > 0; length--) {
      for (let start = 0; start + length <= words.length; start++) {
        const name = words.slice(start, start + length).join('-');
        if (name.length >= MIN_LIKE_CHARACTERS) {
          found.push(...(this.#byName.get(name) ?? []));
        }
      }
    }
    return found;
  }
}
