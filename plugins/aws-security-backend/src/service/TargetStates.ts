// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { OwnershipStore } from '../store/OwnershipStore';

/** How the reads of each account and Region stand: what a `Collector` says of itself. */
export interface CollectorStates {
  status(): Promise<CollectorTarget[]>;
  freshness(): Promise<Freshness>;
  problems(): Promise<Problem[]>;
}

/** How old and how whole the findings are. */
export interface FindingsState {
  known: 'all' | 'part' | 'none';
  targets: CollectorTarget[];
  freshness: Freshness;
  problems: Problem[];
}

/** Says how the findings stand: what was never read, and what nobody could be asked the owner of. */
export class TargetStates {
  readonly #collector: CollectorStates;
  readonly #ownership: OwnershipStore;

  static create(options: {
    collector: CollectorStates;
    ownership: OwnershipStore;
  }): TargetStates {
    return new TargetStates(options.collector, options.ownership);
  }

  private constructor(collector: CollectorStates, ownership: OwnershipStore) {
    this.#collector = collector;
    this.#ownership = ownership;
  }

  async read(): Promise<FindingsState> {
    const [targets, freshness, unread, ownership] = await Promise.all([
      this.#collector.status(),
      this.#collector.freshness(),
      this.#collector.problems(),
      this.#ownershipProblems(),
    ]);
    const problems = [
      ...unread,
      ...ownership.problems,
      ...(targets.length === 0 ? [noAccounts()] : []),
    ];
    const none = !targets.some(wasRead) || !ownership.everKnown;
    const known = problems.length > 0 ? 'part' : 'all';
    return { known: none ? 'none' : known, targets, freshness, problems };
  }

  async #ownershipProblems(): Promise<{
    everKnown: boolean;
    problems: Problem[];
  }> {
    const [state, pending] = await Promise.all([
      this.#ownership.readState(),
      this.#ownership.isPending(),
    ]);
    const everKnown = state.resolvedAt !== undefined;
    if (state.failure) {
      return { everKnown, problems: [state.failure] };
    }
    return { everKnown, problems: pending || !everKnown ? [waiting()] : [] };
  }
}

function wasRead({ succeededAt, state, problems }: CollectorTarget): boolean {
  const isOff = problems.some(({ code }) => code === 'not-enabled');
  return succeededAt !== undefined || (state === 'partial' && !isOff);
}

function waiting(): Problem {
  return {
    code: 'owners-pending',
    hint: 'Some findings were read and wait to be assigned to entities; look again in a minute',
  };
}

function noAccounts(): Problem {
  return {
    code: 'no-accounts',
    hint: 'No account is read: configure groundwork.accounts with their Regions',
  };
}
