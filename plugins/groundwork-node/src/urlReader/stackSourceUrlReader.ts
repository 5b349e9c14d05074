// SPDX-License-Identifier: Apache-2.0
import { Readable } from 'node:stream';
import { createHash } from 'node:crypto';
import {
  type ReadTreeResponseFactory,
  urlReaderFactoriesServiceRef,
} from '@backstage/backend-defaults/urlReader';
import {
  type AuthService,
  type UrlReaderService,
  type UrlReaderServiceReadTreeOptions,
  type UrlReaderServiceReadTreeResponse,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError, NotModifiedError } from '@backstage/errors';
import { ulidSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { type StacksService, stacksServiceRef } from '../stacks';

const PROTOCOL = 'groundwork-stack:';

/**
 * Reads the stored source of a stack: `groundwork-stack://<stackId>/<folder>`.
 *
 * @remarks
 * It reads with the plugin's own credentials, as all URL readers do. Who may see what is read, is up to the plugin that
 * reads; TechDocs asks the catalog whether the reader may see the entity.
 */
class StackSourceUrlReader implements UrlReaderService {
  readonly #stacks: StacksService;
  readonly #auth: AuthService;
  readonly #trees: ReadTreeResponseFactory;

  constructor(
    stacks: StacksService,
    auth: AuthService,
    trees: ReadTreeResponseFactory,
  ) {
    this.#stacks = stacks;
    this.#auth = auth;
    this.#trees = trees;
  }

  async readTree(
    url: string,
    options?: UrlReaderServiceReadTreeOptions,
  ): Promise<UrlReaderServiceReadTreeResponse> {
    const { stackId, path } = parseStackUrl(url);
    const call = {
      credentials: await this.#auth.getOwnServiceCredentials(),
      signal: options?.signal,
    };
    if (options?.etag) {
      const { sourceDigest } = await this.#stacks.getStack(stackId, call);
      if (sourceDigest === options.etag) throw new NotModifiedError();
    }
    const archive = await this.#stacks.getStackSource(stackId, call);
    const etag = createHash('sha256').update(archive).digest('hex');
    if (options?.etag === etag) throw new NotModifiedError();
    return this.#trees.fromTarArchive({
      stream: Readable.from([Buffer.from(archive)]),
      subpath: path,
      etag,
      filter: options?.filter,
      stripFirstDirectory: false,
    });
  }

  async readUrl(url: string) {
    const { path } = parseStackUrl(url);
    const tree = await this.readTree(url.slice(0, url.length - path.length), {
      filter: candidate => candidate === path,
    });
    const [file] = await tree.files();
    if (!file) throw new NotFoundError(`There is no file at ${url}`);
    return {
      buffer: () => file.content(),
      etag: tree.etag,
    };
  }

  async search(url: string) {
    const file = await this.readUrl(url);
    return { files: [{ url, content: file.buffer }], etag: file.etag };
  }

  toString() {
    return 'groundwork-stack';
  }
}

/**
 * Makes `groundwork-stack://<stackId>/` readable for every plugin of a backend, such as TechDocs.
 *
 * @public
 */
export const stackSourceUrlReaderFactory = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: { stacks: stacksServiceRef, auth: coreServices.auth },
  factory:
    ({ stacks, auth }) =>
    ({ treeResponseFactory }) =>
      [
        {
          predicate: url => url.protocol === PROTOCOL,
          reader: new StackSourceUrlReader(stacks, auth, treeResponseFactory),
        },
      ],
});

function parseStackUrl(text: string): { stackId: string; path: string } {
  const url = new URL(text);
  const stackId = ulidSchema.safeParse(url.host);
  if (url.protocol !== PROTOCOL || !stackId.success) {
    throw new InputError(
      `${text} is not the address of a stack's source; it must be groundwork-stack://<stack id>/<folder>`,
    );
  }
  const path = decodeURIComponent(url.pathname).replace(/^\/+/, '');
  return { stackId: stackId.data, path };
}
