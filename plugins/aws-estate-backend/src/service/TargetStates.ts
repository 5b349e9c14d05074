// SPDX-License-Identifier: Apache-2.0
import type {
  CollectorTarget,
  Freshness,
  Problem,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Collector } from '@groundwork/backstage-plugin-groundwork-node';
import type { MapStore } from '../store/MapStore';
import type { OrganizationAccounts } from './OrganizationAccounts';

/** How old and how whole the estate is. */
export interface EstateState {
  targets: CollectorTarget[];
  freshness: Freshness;
  problems: Problem[];
}

interface Parts {
  collector: Collector;
  map: MapStore;
  organization: OrganizationAccounts;
}

/** Says of every account and Region how its sweep stands, and which tags name nobody. */
export class TargetStates {
  readonly #collector: Collector;
  readonly #map: MapStore;
  readonly #organization: OrganizationAccounts;

  static create(options: Parts): TargetStates {
    return new TargetStates(options);
  }

  private constructor({ collector, map, organization }: Parts) {
    this.#collector = collector;
    this.#map = map;
    this.#organization = organization;
  }

  async read(): Promise<EstateState> {
    const { targets, freshness, problems } = await this.#collector.report();
    return {
      targets,
      freshness,
      problems: [...(await this.#organization.problems()), ...problems],
    };
  }

  /** Tags that name no entity of the catalog, on resources of nobody and of these entities. */
  async unknownRefs(ownedBy: readonly string[]): Promise<Problem[]> {
    const unknown = await this.#map.listUnknownRefs({ unowned: true, ownedBy });
    return unknown.map(({ accountId, region, entityRef, resources }) => ({
      accountId,
      region,
      code: 'entity-not-found',
      hint: `The tag backstage:entity-ref of ${resources} resource(s) says "${entityRef}", which is no entity of the catalog; correct the tag or register the entity`,
    }));
  }
}
