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

/** What this process knows of who has something to show. Knowing nothing is its first state. */
export class AwsResourcesKnowledge {
  readonly #now: () => number;
  #showing: ReadonlySet<string> | undefined;
  #wholeUntil = 0;

  static create(now: () => number = Date.now): AwsResourcesKnowledge {
    return new AwsResourcesKnowledge(now);
  }

  private constructor(now: () => number) {
    this.#now = now;
  }

  /** `undefined` means that it is not known. */
  shows(entityRef: string): boolean | undefined {
    if (this.#showing?.has(entityRef)) return true;
    return this.#now() < this.#wholeUntil ? false : undefined;
  }

  /** Takes an answer over. Answers which entities differ from before. */
  learn(
    showing: ReadonlySet<string>,
    { freshness, problems }: Pick<OwningEntities, 'freshness' | 'problems'>,
  ): string[] {
    const before = this.#showing ?? new Set();
    const added = [...showing].filter(ref => !before.has(ref));
    const removed = [...before].filter(ref => !showing.has(ref));
    this.#showing = showing;
    // `oldestAt` is absent as long as one account and Region was never read to its end.
    const { oldestAt } = freshness;
    const isWhole = !problems.some(({ code }) => code === UNKNOWN_ACCOUNTS);
    this.#wholeUntil =
      oldestAt && isWhole ? Date.parse(oldestAt) + WHOLE_FOR_MS : 0;
    return [...added, ...removed];
  }
}
