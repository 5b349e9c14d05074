// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import { NotFoundError } from '@backstage/errors';
import {
  cdkEngineFiles,
  terraformEngineFiles,
  unzipBundle,
} from '@groundwork/backstage-plugin-aws-stacks-runner';
import type {
  LayerContext,
  Stack,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { AccountsConfig } from '@groundwork/backstage-plugin-groundwork-node';
import { Header } from 'tar';
import { stateBucketOf } from '../rules/stateBucket';
import type { RunsStore } from '../store/RunsStore';
import type { BundleStore } from './BundleStore';
import { tarEntry } from './packFiles';

const gzip = promisify(gzipCallback);
const BLOCK = 512;

/** Gives out the source of stacks. */
export class StackSources {
  readonly #bundles: BundleStore;
  readonly #runs: RunsStore;
  readonly #accounts: AccountsConfig;
  readonly #pathStyle: boolean;

  static create(options: {
    bundles: BundleStore;
    runs: RunsStore;
    accounts: AccountsConfig;
    /** Whether buckets are addressed by path, as endpoints other than AWS need it. */
    pathStyle: boolean;
  }): StackSources {
    return new StackSources(options);
  }

  private constructor(options: {
    bundles: BundleStore;
    runs: RunsStore;
    accounts: AccountsConfig;
    pathStyle: boolean;
  }) {
    this.#bundles = options.bundles;
    this.#runs = options.runs;
    this.#accounts = options.accounts;
    this.#pathStyle = options.pathStyle;
  }

  /** The applied source, or the latest one of a stack that was never applied. */
  async read(
    stack: Stack,
    options: { engineFiles: boolean },
  ): Promise<{ archive: Buffer; digest: string }> {
    const digest = stack.sourceDigest ?? (await this.#latest(stack));
    const archive = await this.#bundles.read(digest);
    if (!options.engineFiles) return { archive, digest };
    const account = this.#accounts.get(stack.target.accountId);
    if (!account) {
      throw new NotFoundError(
        `Account ${stack.target.accountId} is no longer in groundwork.accounts, so its state bucket is not known; read the source without engineFiles`,
      );
    }
    const context = contextOf(stack);
    const files =
      stack.engine === 'cdk'
        ? cdkEngineFiles(context)
        : terraformEngineFiles(context, {
            ...stateBucketOf(account, stack.target.region),
            pathStyle: this.#pathStyle,
          });
    return { archive: await withFiles(archive, files), digest };
  }

  async #latest(stack: Stack): Promise<string> {
    const run = stack.lastRun && (await this.#runs.find(stack.lastRun.id));
    if (!run) throw new NotFoundError(`Stack ${stack.id} has no source`);
    return run.run.source.digest;
  }
}

function contextOf(stack: Stack): LayerContext {
  return {
    ...stack.target,
    layer: stack.layer,
    name: stack.name,
    stackId: stack.id,
    entityRef: stack.entityRef,
    owner: stack.owner,
  };
}

/** The archive with files added at its end. */
async function withFiles(
  archive: Buffer,
  files: Record<string, string>,
): Promise<Buffer> {
  const tar = await unzipBundle(archive);
  const added = Object.entries(files).map(([path, text]) =>
    tarEntry(path, Buffer.from(text)),
  );
  const end = Buffer.alloc(2 * BLOCK);
  return gzip(
    Buffer.concat([tar.subarray(0, endOfEntries(tar)), ...added, end]),
  );
}

/** Where the zero blocks begin that end a tar. */
function endOfEntries(tar: Buffer): number {
  let offset = 0;
  while (offset + BLOCK <= tar.length && tar[offset] !== 0) {
    const size = new Header(tar, offset).size ?? 0;
    offset += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return Math.min(offset, tar.length);
}
