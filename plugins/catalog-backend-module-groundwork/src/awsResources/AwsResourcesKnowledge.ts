// SPDX-License-Identifier: Apache-2.0
import type { OwningEntities } from '@groundwork/backstage-plugin-groundwork-common';

/** Kinds whose pages can show something of AWS. */
const KINDS = new Set([
  'component',
  'resource',
  'system',
  'domain',
  'api',
  'group',
]);

/** After so long without a whole sweep it is not known any more who has nothing. */
const WHOLE_FOR_MS = 24 * 60 * 60_000;

/** How `aws-estate` says that there may be accounts which it does not know. */
const UNKNOWN_ACCOUNTS = 'organization-not-listed';

/** Whether the pages of a kind can show something of AWS at all. */
export function canShow(kind: string): boolean {
  return KINDS.has(kind.toLowerCase());
}

type Answer = Pick<OwningEntities, 'entities' | 'freshness' | 'problems'>;

/**
 * What this process knows of who has something to show. Knowing nothing is its first state.
 *
 * @remarks
 * An entity is said to have nothing only when all accounts were read after it came into the estate's view of the
 * catalog: what was made together with it is seen by no sweep before. Those of the first answer count as always there.
 */
export class AwsResourcesKnowledge {
  readonly #now: () => number;
  #showing: ReadonlySet<string> | undefined;
  #knownSince: ReadonlyMap<string, number> = new Map();
  #sweptAt = 0;

  static create(now: () => number = Date.now): AwsResourcesKnowledge {
    return new AwsResourcesKnowledge(now);
  }

  private constructor(now: () => number) {
    this.#now = now;
  }

  /** `undefined` means that it is not known. */
  shows(entityRef: string): boolean | undefined {
    if (this.#showing?.has(entityRef)) return true;
    const isWhole = this.#now() < this.#sweptAt + WHOLE_FOR_MS;
    return isWhole && this.#isSweptSince(entityRef) ? false : undefined;
  }

  /** Takes an answer over. Answers which entities differ from before. */
  learn(showing: ReadonlySet<string>, answer: Answer): string[] {
    const before = this.#showing ?? new Set();
    const added = [...showing].filter(ref => !before.has(ref));
    const removed = [...before].filter(ref => !showing.has(ref));
    const waiting = [...this.#knownSince.keys()].filter(
      ref => !this.#isSweptSince(ref) && !showing.has(ref),
    );
    this.#learnEntities(answer.entities);
    this.#showing = showing;
    this.#sweptAt = sweptAt(answer);
    const settled = waiting.filter(ref => this.#isSweptSince(ref));
    return [...new Set([...added, ...removed, ...settled])];
  }

  #isSweptSince(entityRef: string): boolean {
    const since = this.#knownSince.get(entityRef);
    return since !== undefined && since < this.#sweptAt;
  }

  #learnEntities(entities: Answer['entities']): void {
    if (!entities) return;
    const isFirst = this.#knownSince.size === 0;
    const since = isFirst ? 0 : this.#now();
    this.#knownSince = new Map(
      entities.map(({ entityRef }) => [
        entityRef,
        this.#knownSince.get(entityRef) ?? since,
      ]),
    );
  }
}

/** When all that can be read was read; 0 while that is not so. */
function sweptAt({ freshness, problems }: Answer): number {
  // `oldestAt` is absent as long as one account and Region was never read to its end.
  const { oldestAt } = freshness;
  const isWhole = !problems.some(({ code }) => code === UNKNOWN_ACCOUNTS);
  return oldestAt && isWhole ? Date.parse(oldestAt) : 0;
}
