// SPDX-License-Identifier: Apache-2.0
import type {
  ResolveAnswer,
  ResolveRequest,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { MapStore } from '../store/MapStore';
import { type Mapper, toOwnable } from './Mapper';

/** Says whose ARNs are. */
export class Resolver {
  readonly #mapper: Mapper;
  readonly #store: MapStore;

  static create(options: { mapper: Mapper; map: MapStore }): Resolver {
    return new Resolver(options);
  }

  private constructor(options: { mapper: Mapper; map: MapStore }) {
    this.#mapper = options.mapper;
    this.#store = options.map;
  }

  /** The version is read first: when the map changes meanwhile, the answer counts as old and is asked for again. */
  async resolve({ arns, places = {} }: ResolveRequest): Promise<ResolveAnswer> {
    const { version } = await this.#store.state();
    const { map } = await this.#mapper.rules();
    const rows = await this.#store.listByArn([...new Set(arns)]);
    const known = new Map(rows.map(row => [row.arn, row]));
    const refs = arns.map(arn => {
      const row = known.get(arn);
      const owners = row
        ? map.ownersOf(toOwnable(row)).owners
        : map.ownersOfArn(arn, places[arn]);
      return [arn, owners.map(({ entityRef }) => entityRef)] as const;
    });
    return { refs: Object.fromEntries(refs), mapVersion: version };
  }
}
