// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  open,
  type BundleFile,
  readBundle,
  seal,
  sha256,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import {
  type Bundle,
  MAX_BUNDLE_BYTES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { codeDigest, layerVersionOf } from '../rules/sourceFiles';
import type { BundleIdentity, BundlesStore } from '../store/BundlesStore';

/** Keeps bundles as sealed files, named by the SHA-256 of their bytes, and lists them in the database. */
export class BundleStore {
  readonly #folder: string;
  readonly #key: Buffer;
  readonly #rows: BundlesStore;

  static async create(options: {
    dataDirectory: string;
    key: Buffer;
    rows: BundlesStore;
  }): Promise<BundleStore> {
    const folder = join(options.dataDirectory, 'bundles');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new BundleStore(folder, options.key, options.rows);
  }

  private constructor(folder: string, key: Buffer, rows: BundlesStore) {
    this.#folder = folder;
    this.#key = key;
    this.#rows = rows;
  }

  /** Checks and stores a bundle. The same bytes are stored once. */
  async put(archive: Buffer, createdBy: string): Promise<Bundle> {
    if (archive.length > MAX_BUNDLE_BYTES) {
      throw new InputError(
        `The bundle has ${archive.length} bytes, at most ${MAX_BUNDLE_BYTES} are allowed; leave out what is not source`,
      );
    }
    const digest = sha256(archive);
    const contents = await readBundle(archive);
    const files = contents.map(({ path }) => path).sort();
    const bundle = { digest, sizeBytes: archive.length, files };
    if (!(await this.isHere(digest))) await this.#write(digest, archive);
    await this.#rows.add(bundle, identify(contents), createdBy);
    return bundle;
  }

  find(digest: string): Promise<Bundle | undefined> {
    return this.#rows.find(digest);
  }

  /** Where the sealed bundle is, or would be. */
  path(digest: string): string {
    return join(this.#folder, `${digest}.sealed`);
  }

  /** Whether this replica has the bundle's bytes. */
  async isHere(digest: string): Promise<boolean> {
    try {
      await access(this.path(digest));
      return true;
    } catch {
      return false;
    }
  }

  /** The bundle's bytes, proved to be those of its digest. */
  async read(digest: string): Promise<Buffer> {
    if (!(await this.isHere(digest))) {
      throw new ServiceUnavailableError(
        `The bundle ${digest} is not in the data directory of this replica; share groundwork.stacks.dataDirectory between replicas, or upload it again`,
      );
    }
    const sealed = await readFile(this.path(digest));
    return open(sealed, this.#key, `bundle:${digest}`);
  }

  /** What these bundles are besides their bytes; one whose bytes are not to be had is left out. */
  async identify(
    digests: readonly string[],
  ): Promise<Map<string, BundleIdentity>> {
    const known = await this.#rows.identities(digests);
    for (const digest of new Set(digests)) {
      if (known.has(digest) || !(await this.isHere(digest))) continue;
      const identity = identify(await readBundle(await this.read(digest)));
      await this.#rows.setIdentity(digest, identity);
      known.set(digest, identity);
    }
    return known;
  }

  async #write(digest: string, archive: Buffer): Promise<void> {
    const path = this.path(digest);
    const draft = `${path}.${randomBytes(6).toString('hex')}`;
    await writeFile(draft, seal(archive, this.#key, `bundle:${digest}`), {
      mode: 0o600,
      flag: 'wx',
    });
    await rename(draft, path);
  }
}

function identify(files: readonly BundleFile[]): BundleIdentity {
  return { codeDigest: codeDigest(files), layerVersion: layerVersionOf(files) };
}
