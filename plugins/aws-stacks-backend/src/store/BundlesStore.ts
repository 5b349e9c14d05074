// SPDX-License-Identifier: Apache-2.0
import type { Bundle } from '@groundwork/backstage-plugin-groundwork-common';
import type { Knex } from 'knex';
import type { BundleRow } from './rows';

/** What a bundle is besides its bytes. */
export interface BundleIdentity {
  /** Of its files without those that are chosen or rendered for one place. */
  codeDigest: string;
  /** The version of the layer that it was rendered from, when it says so. */
  layerVersion?: string;
}

/** Reads and writes the table `bundles`. */
export class BundlesStore {
  readonly #db: Knex;

  constructor(db: Knex) {
    this.#db = db;
  }

  async add(
    bundle: Bundle,
    identity: BundleIdentity,
    createdBy: string,
  ): Promise<void> {
    await this.#db<BundleRow>('bundles')
      .insert({
        digest: bundle.digest,
        size_bytes: bundle.sizeBytes,
        files: JSON.stringify(bundle.files),
        ...identityColumns(identity),
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

  /** What is known of bundles: all of it, but of those that were stored before it was asked. */
  async identities(
    digests: readonly string[],
  ): Promise<Map<string, BundleIdentity>> {
    const rows = await this.#db<BundleRow>('bundles')
      .whereIn('digest', [...digests])
      .select('digest', 'code_digest', 'layer_version');
    const identities = new Map<string, BundleIdentity>();
    for (const { digest, code_digest, layer_version } of rows) {
      if (!code_digest) continue;
      const layerVersion = layer_version ?? undefined;
      identities.set(digest, { codeDigest: code_digest, layerVersion });
    }
    return identities;
  }

  async setIdentity(digest: string, identity: BundleIdentity): Promise<void> {
    await this.#db<BundleRow>('bundles')
      .where({ digest })
      .update(identityColumns(identity));
  }
}

function identityColumns({ codeDigest, layerVersion }: BundleIdentity) {
  return { code_digest: codeDigest, layer_version: layerVersion ?? null };
}
