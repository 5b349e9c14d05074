// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
  SweepTarget,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { MapStore } from '../store/MapStore';
import type { AccountDirectory } from './AccountDirectory';

/** Where it is kept how the sweep of each account and Region stands. */
export interface SweepStates {
  /** Those that are known; a target that was never swept may be missing. */
  list(): Promise<CollectorTarget[]>;
}

/** How old and how whole the estate is. */
export interface EstateState {
  targets: CollectorTarget[];
  freshness: Freshness;
  problems: Problem[];
}

/** Says of every account and Region how its sweep stands: what was never read is said to be. */
export class TargetStates {
  readonly #directory: AccountDirectory;
  readonly #map: MapStore;
  readonly #states: SweepStates;

  static create(options: {
    directory: AccountDirectory;
    map: MapStore;
    states: SweepStates;
  }): TargetStates {
    return new TargetStates(options);
  }

  private constructor(options: {
    directory: AccountDirectory;
    map: MapStore;
    states: SweepStates;
  }) {
    this.#directory = options.directory;
    this.#map = options.map;
    this.#states = options.states;
  }

  async read(): Promise<EstateState> {
    const known = new Map(
      (await this.#states.list()).map(each => [keyOf(each), each]),
    );
    const targets = (await this.#directory.targets()).map(
      (target): CollectorTarget =>
        known.get(keyOf(target)) ?? {
          collectorId: 'estate',
          ...target,
          state: 'never',
          problems: [],
        },
    );
    return {
      targets,
      freshness: freshnessOf(targets),
      problems: targets.flatMap(problemsOf),
    };
  }

  /** Tags that name no entity of the catalog. */
  async unknownRefs(): Promise<Problem[]> {
    const unknown = await this.#map.listUnknownRefs();
    return unknown.map(({ accountId, region, entityRef, resources }) => ({
      accountId,
      region,
      code: 'entity-not-found',
      hint: `The tag backstage:entity-ref of ${resources} resource(s) says "${entityRef}", which is no entity of the catalog; correct the tag or register the entity`,
    }));
  }
}

function keyOf({ accountId, region }: SweepTarget): string {
  return `${accountId}/${region}`;
}

/** A target that was never read to its end says so, even when nothing went wrong yet: unknown is not empty. */
function problemsOf(target: CollectorTarget): Problem[] {
  if (target.problems.length > 0 || target.succeededAt) return target.problems;
  const { accountId, region } = target;
  const hint =
    'This account and Region was never read to its end; what is in it is unknown. Sweep it now, or wait';
  return [{ accountId, region, code: 'never-read', hint }];
}

function freshnessOf(targets: readonly CollectorTarget[]): Freshness {
  const read = targets.flatMap(({ succeededAt }) => succeededAt ?? []).sort();
  const next = targets.flatMap(({ nextRunAt }) => nextRunAt ?? []).sort();
  return {
    // With one part never read, the age of all of it is not known.
    oldestAt: read.length === targets.length ? read[0] : undefined,
    newestAt: read[read.length - 1],
    targets: targets.length,
    failed: targets.filter(({ state }) => ['failed', 'partial'].includes(state))
      .length,
    nextRunAt: next[0],
  };
}
