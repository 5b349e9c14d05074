// SPDX-License-Identifier: Apache-2.0
import type { Knex } from 'knex';
import { type StackCriteria, whereAllowed } from './filters';

/** How many applied stacks have a version of a layer; without one, the sources name none. */
export interface VersionCount {
  layer: string;
  version?: string;
  stacks: number;
}

interface Row {
  layer: string;
  layer_version: string | null;
  /** A text in PostgreSQL. */
  stacks: number | string;
}

/** Counts applied stacks by the versions of their layers. */
export class LayerVersionsStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async count(allowed: StackCriteria): Promise<VersionCount[]> {
    const query = this.#db('stacks')
      .leftJoin('bundles', 'bundles.digest', 'stacks.source_digest')
      .where('stacks.kind', 'managed')
      .whereNot('stacks.status', 'destroyed')
      .whereNotNull('stacks.source_digest')
      .groupBy('stacks.layer', 'bundles.layer_version')
      .select<Row[]>(
        'stacks.layer',
        'bundles.layer_version',
        this.#db.raw('COUNT(*) AS stacks'),
      );
    whereAllowed(query, allowed);
    const rows = await query;
    return rows.map(({ layer, layer_version, stacks }) => ({
      layer,
      version: layer_version ?? undefined,
      stacks: Number(stacks),
    }));
  }
}
