// SPDX-License-Identifier: Apache-2.0
import type {
  Engine,
  Environment,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { RunRow, StackRow } from './rows';

/** How far back is looked for a source that has succeeded. */
const MOST_SOURCES = 500;

/** A source that was planned, applied and verified, or found in place. */
export interface SucceededSource {
  stackId: string;
  digest: string;
}

/** Reads the stacks of one layer and name through the environments, and what has succeeded there. */
export class PromotionStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  /** The stacks that the engine has made or may make anew; there is one in each environment at most. */
  async ladder(of: {
    layer: string;
    name: string;
  }): Promise<{ id: string; environment: Environment; engine: Engine }[]> {
    return this.#db<StackRow>('stacks')
      .where({ layer: of.layer, name: of.name, kind: 'managed' })
      .orderBy('id')
      .select('id', 'environment', 'engine');
  }

  /** What has succeeded in these stacks, newest first, each source of a stack once. */
  async succeeded(stackIds: readonly string[]): Promise<SucceededSource[]> {
    const rows = await this.#db<RunRow>('runs')
      .whereIn('stack_id', [...stackIds])
      .where({ state: 'succeeded', operation: 'apply' })
      .groupBy('stack_id', 'source_digest')
      .orderByRaw('MAX(id) DESC')
      .limit(MOST_SOURCES)
      .select('stack_id', 'source_digest');
    return rows.map(row => ({
      stackId: row.stack_id,
      digest: row.source_digest,
    }));
  }
}
