// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import { InputError, isError } from '@backstage/errors';
import {
  MAX_BUNDLE_FILES,
  MAX_BUNDLE_RATIO,
  MAX_UNPACKED_BUNDLE_BYTES,
  MIN_UNPACKED_BUNDLE_BYTES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { Parser, type ReadEntry } from 'tar';
import { refuseReservedFiles } from './reservedFiles';

const gunzip = promisify(gunzipCallback);

/**
 * A file of a bundle, with a path that is safe to join.
 *
 * @public
 */
export interface BundleFile {
  path: string;
  content: Buffer;
}

/** Tar adds a header and padding to each file, and extended headers to some. */
const TAR_OVERHEAD_BYTES = MAX_BUNDLE_FILES * 4_096;

/** Control characters, and those that let a path look like another one. */
const NOT_ALLOWED = /[\\:\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\ufffd]/u;
const MAX_PATH_LENGTH = 512;
const FILE_TYPES: readonly string[] = ['File', 'OldFile', 'ContiguousFile'];
const FOLDER_TYPES: readonly string[] = ['Directory', 'GNUDumpDir'];

function refuse(what: string): never {
  throw new InputError(
    `The bundle is refused: ${what}; pack the rendered folder again, with plain files and folders only`,
  );
}

/** The path with `./` taken off; refuses whatever could lead out of the folder. */
function safePath(raw: string): string {
  const path = raw.replace(/^(\.\/)+/, '').replace(/\/$/, '');
  if (path === '.') return '';
  const named = JSON.stringify(raw.slice(0, 200));
  if (path.length > MAX_PATH_LENGTH) refuse(`the path ${named} is too long`);
  if (NOT_ALLOWED.test(path)) {
    refuse(`the path ${named} holds characters that are not allowed`);
  }
  if (path.startsWith('/')) refuse(`the path ${named} is absolute`);
  const parts = path.split('/');
  if (parts.some(part => part === '..' || part === '.')) {
    refuse(`the path ${named} leads out of the folder`);
  }
  if (path !== '' && parts.includes('')) {
    refuse(`the path ${named} has a part without a name`);
  }
  return path;
}

/** What so many packed bytes may unpack to: a small bomb is given up early. */
function unpackedLimit(packedBytes: number): number {
  const plausible = Math.max(
    MIN_UNPACKED_BUNDLE_BYTES,
    packedBytes * MAX_BUNDLE_RATIO,
  );
  return Math.min(MAX_UNPACKED_BUNDLE_BYTES, plausible);
}

/**
 * Unpacks the gzip of a bundle, refusing to make more than a bundle may hold.
 *
 * @public
 */
export async function unzipBundle(bytes: Uint8Array): Promise<Buffer> {
  const limit = unpackedLimit(bytes.length);
  try {
    return await gunzip(bytes, { maxOutputLength: limit + TAR_OVERHEAD_BYTES });
  } catch (error) {
    const isTooLarge = isError(error) && error.code === 'ERR_BUFFER_TOO_LARGE';
    return refuse(
      isTooLarge
        ? `its ${bytes.length} bytes unpack to more than ${limit} bytes`
        : 'it is no complete gzip archive',
    );
  }
}

/** Collects the files of an archive and refuses the first entry that is not plain. */
class BundleReader {
  readonly files: BundleFile[] = [];
  readonly #seen = new Set<string>();
  #entries = 0;
  #bytes = 0;

  accept(entry: ReadEntry): void {
    this.#entries += 1;
    if (this.#entries > 2 * MAX_BUNDLE_FILES) refuse('it has too many entries');
    const path = safePath(entry.path);
    if (FOLDER_TYPES.includes(entry.type)) {
      entry.resume();
      return;
    }
    if (!FILE_TYPES.includes(entry.type)) {
      refuse(`${JSON.stringify(path)} is a ${entry.type}`);
    }
    this.#count(path, entry.size);
    const chunks: Buffer[] = [];
    entry.on('data', chunk => chunks.push(chunk));
    entry.on('end', () =>
      this.files.push({ path, content: Buffer.concat(chunks) }),
    );
  }

  #count(path: string, size: number): void {
    if (path === '') refuse('it has a file without a name');
    const key = keyOf(path);
    if (this.#seen.has(key)) refuse(`${JSON.stringify(path)} is in it twice`);
    this.#seen.add(key);
    this.#bytes += size;
    if (this.#seen.size > MAX_BUNDLE_FILES) {
      refuse(`it has more than ${MAX_BUNDLE_FILES} files`);
    }
    if (this.#bytes > MAX_UNPACKED_BUNDLE_BYTES) {
      refuse(`it unpacks to more than ${MAX_UNPACKED_BUNDLE_BYTES} bytes`);
    }
  }
}

/** Some file systems do not tell `A` from `a`, or one way to write `é` from another. */
function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}

/** What is a file for one path cannot be a folder for another. */
function refuseFilesAsFolders(paths: readonly string[]): void {
  const files = new Set(paths.map(keyOf));
  for (const path of paths) {
    const parts = keyOf(path).split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      if (files.has(folder)) {
        refuse(`${JSON.stringify(folder)} is in it as a file and as a folder`);
      }
    }
  }
}

/**
 * The files of a bundle, all of them proved to be plain files inside the folder, and none of them the engine's own.
 * Throws an `InputError` otherwise.
 *
 * @public
 */
export async function readBundle(bytes: Uint8Array): Promise<BundleFile[]> {
  const tar = await unzipBundle(bytes);
  const reader = new BundleReader();
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: entry => {
        try {
          reader.accept(entry);
        } catch (error) {
          entry.resume();
          reject(error);
        }
      },
    });
    parser.on('error', () =>
      reject(new InputError('The bundle is refused: it is no complete tar')),
    );
    parser.on('end', resolve);
    parser.end(tar);
  });
  if (reader.files.length === 0) refuse('it holds no files');
  const paths = reader.files.map(({ path }) => path);
  refuseFilesAsFolders(paths);
  refuseReservedFiles(paths);
  return reader.files;
}
