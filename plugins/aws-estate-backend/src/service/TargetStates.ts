// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Collector } from '@groundwork/backstage-plugin-groundwork-node';
import type { MapStore } from '../store/MapStore';

/** How old and how whole the estate is. */
export interface EstateState {
  targets: CollectorTarget[];
  freshness: Freshness;
  problems: Problem[];
}

/** Says of every account and Region how its sweep stands, and which tags name nobody. */
export class TargetStates {
  readonly #collector: Collector;
  readonly #map: MapStore;

  static create(options: {
    collector: Collector;
    map: MapStore;
  }): TargetStates {
    return new TargetStates(options);
  }

  private constructor(options: { collector: Collector; map: MapStore }) {
    this.#collector = options.collector;
    this.#map = options.map;
  }

  async read(): Promise<EstateState> {
    return {
      targets: await this.#collector.status(),
      freshness: await this.#collector.freshness(),
      problems: await this.#collector.problems(),
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
