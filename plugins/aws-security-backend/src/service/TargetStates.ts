// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
} from '@groundwork/backstage-plugin-groundwork-common';
import type {
  Collector,
  CollectorReport,
} from '@groundwork/backstage-plugin-groundwork-node';
import type { OwnershipState, OwnershipStore } from '../store/OwnershipStore';
import {
  type EntityPlaces,
  type Place,
  type PlacesStore,
  isAmong,
  isEverywhere,
} from '../store/PlacesStore';
import type { ReadTarget } from '../store/records';

/** How old and how whole the findings are. */
export interface FindingsState {
  known: 'all' | 'part' | 'none';
  targets: CollectorTarget[];
  freshness: Freshness;
  problems: Problem[];
}

/** What was read of collector and owners, at one moment. */
export interface Overview {
  report: CollectorReport;
  state: OwnershipState;
}

interface OwnershipReport {
  concerns: (place: ReadTarget) => boolean;
  everKnown: boolean;
  problems: Problem[];
  /** Where they have something and nothing is read. */
  uncovered: (targets: readonly ReadTarget[]) => Problem[];
}

interface Parts {
  collector: Collector;
  ownership: OwnershipStore;
  places: PlacesStore;
  /** Whether one hub is read for all accounts: its state is everybody's. */
  administrator: boolean;
}

/** Says how the findings stand: what was never read, and what nobody could be asked the owner of. */
export class TargetStates {
  readonly #parts: Parts;

  static create(parts: Parts): TargetStates {
    return new TargetStates(parts);
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What is the same for all entities; {@link TargetStates.of} makes of it what concerns some. */
  async overview(): Promise<Overview> {
    const { collector, ownership } = this.#parts;
    const [report, state] = await Promise.all([
      collector.report(),
      ownership.readState(),
    ]);
    return { report, state };
  }

  /** Of all accounts and Regions. */
  async ofAll(): Promise<FindingsState> {
    return this.#describe(await this.overview(), undefined);
  }

  /** Of those in which these entities have something: a hub that is off somewhere else is nothing that their page has to tell. */
  async of(
    entityRefs: readonly string[],
    overview: Overview,
  ): Promise<FindingsState> {
    return this.#describe(overview, await this.#parts.places.read(entityRefs));
  }

  #describe(
    { report: all, state }: Overview,
    known: EntityPlaces | undefined,
  ): FindingsState {
    const ownership = this.#ownership(state, known);
    const asked = all.where(ownership.concerns);
    const { targets } = asked;
    const uncovered = ownership.uncovered(all.targets);
    const problems = [
      ...asked.problems,
      ...ownership.problems,
      ...uncovered,
      ...(all.targets.length === 0 ? [noAccounts()] : []),
    ];
    // Who has nothing anywhere is told how old the rest is, not what is wrong with it.
    const shown = targets.length > 0 ? asked : all.where(isWhole);
    const hasPlaces = targets.length + uncovered.length > 0;
    const isUnread =
      all.targets.length === 0 || (hasPlaces && !targets.some(wasRead));
    return {
      known: isUnread || !ownership.everKnown ? 'none' : partOrAll(problems),
      targets,
      freshness: shown.freshness,
      problems,
    };
  }

  #ownership(
    state: OwnershipState,
    known: EntityPlaces | undefined,
  ): OwnershipReport {
    const { administrator } = this.#parts;
    const everKnown = state.resolvedAt !== undefined;
    const concerns = concerning(everKnown ? known?.places : undefined);
    const unswept = (state.estateProblems ?? [])
      .filter(problem => isConcerned(problem, concerns))
      .map(toOwnersUnknown);
    const late = [
      ...(state.isPending || !everKnown ? [waiting()] : []),
      ...(everKnown && known?.isWhole === false ? [unread()] : []),
    ];
    return {
      concerns: administrator ? () => true : concerns,
      everKnown,
      problems: [...unswept, ...(state.failure ? [state.failure] : late)],
      uncovered: targets =>
        administrator
          ? []
          : (known?.places ?? []).flatMap(uncoveredBy(targets)),
    };
  }
}

function partOrAll(problems: readonly Problem[]): 'part' | 'all' {
  return problems.length > 0 ? 'part' : 'all';
}

/** Without places everything concerns everybody. */
function concerning(places: readonly Place[] | undefined) {
  return (target: ReadTarget) => !places || isAmong(places, target);
}

function isConcerned(
  { accountId, region }: Problem,
  concerns: (place: ReadTarget) => boolean,
): boolean {
  if (accountId === undefined || region === undefined) return true;
  return concerns({ accountId, region });
}

/** The account is swept, but is none of those whose findings are read. */
function uncoveredBy(targets: readonly ReadTarget[]) {
  return (place: Place): Problem[] => {
    const isCovered =
      isEverywhere(place) || targets.some(target => isAmong([place], target));
    const hint =
      'Something of this entity is there, and no findings of this account and Region are read. Add them to groundwork.accounts, or read the hub of the delegated administrator';
    return isCovered ? [] : [{ ...place, code: 'not-read', hint }];
  };
}

function toOwnersUnknown(problem: Problem): Problem {
  const hint = `Whose findings these are is not wholly known here, because aws-estate cannot read it: ${problem.hint}`;
  return { ...problem, code: 'owners-unknown', hint };
}

function isWhole({ succeededAt, problems }: CollectorTarget): boolean {
  return succeededAt !== undefined && problems.length === 0;
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

function unread(): Problem {
  return {
    code: 'entity-pending',
    hint: 'aws-estate has not read this entity, or one of its parts, from the catalog yet: what belongs to it is not known. Look again in a minute or two',
  };
}

function noAccounts(): Problem {
  return {
    code: 'no-accounts',
    hint: 'No account is read: configure groundwork.accounts with their Regions',
  };
}
