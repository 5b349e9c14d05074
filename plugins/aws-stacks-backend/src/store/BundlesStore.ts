// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { BundleRow } from './rows';

/** Reads and writes the table `bundles`. */
export class BundlesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async add(bundle: Bundle, createdBy: string): Promise<void> {
    await this.#db<BundleRow>('bundles')
      .insert({
        digest: bundle.digest,
        size_bytes: bundle.sizeBytes,
        files: JSON.stringify(bundle.files),
        created_by: createdBy,
        created_at: new Date().toISOString(),
      })
      .onConflict('digest')
      .ignore();
  }

  async find(digest: string): Promise<Bundle | undefined> {
    const row = await this.#db<BundleRow>('bundles').where({ digest }).first();
    return (
      row && {
        digest: row.digest,
        sizeBytes: row.size_bytes,
        files: JSON.parse(row.files),
      }
    );
  }
}
