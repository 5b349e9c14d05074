// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';
import { InputError } from '@backstage/errors';
import {
  MAX_BUNDLE_FILES,
  MAX_UNPACKED_BUNDLE_BYTES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { Parser, type ReadEntry } from 'tar';

const gunzip = promisify(gunzipCallback);

/** Headers, padding and extended headers come on top of the files. */
const TAR_OVERHEAD_BYTES = MAX_BUNDLE_FILES * 4_096;
const MAX_PATH_LENGTH = 512;
const FILE_TYPES: readonly string[] = ['File', 'OldFile', 'ContiguousFile'];

/** Files that the engine writes itself; with one of them a bundle could say where it runs. */
const ENGINE_FILES = [
  'terraform/groundwork.auto.tfvars.json',
  'terraform/backend_override.tf.json',
  'cdk/groundwork.json',
];

/** Collects the files of a tar, and refuses the first entry that is not plain. */
class Listing {
  readonly files: string[] = [];
  readonly #seen = new Set<string>();
  #entries = 0;
  #bytes = 0;

  add(entry: ReadEntry): void {
    this.#entries += 1;
    if (this.#entries > 2 * MAX_BUNDLE_FILES) refuse('it has too many entries');
    const path = safePath(entry.path);
    if (entry.type === 'Directory') return;
    if (!FILE_TYPES.includes(entry.type)) {
      refuse(
        `${quote(path)} is a ${
          entry.type
        }, only files and folders may be in it`,
      );
    }
    this.#bytes += entry.size;
    if (this.#bytes > MAX_UNPACKED_BUNDLE_BYTES) {
      refuse(`it unpacks to more than ${MAX_UNPACKED_BUNDLE_BYTES} bytes`);
    }
    this.#addFile(path);
  }

  #addFile(path: string): void {
    if (path === '') refuse('it has a file without a name');
    // Some file systems do not tell `A` from `a`.
    const key = path.toLowerCase();
    if (this.#seen.has(key)) refuse(`${quote(path)} is in it twice`);
    if (ENGINE_FILES.includes(key)) {
      refuse(`it brings ${quote(path)}, which the engine writes; remove it`);
    }
    this.#seen.add(key);
    this.files.push(path);
    if (this.files.length > MAX_BUNDLE_FILES) {
      refuse(`it has more than ${MAX_BUNDLE_FILES} files`);
    }
  }
}

/** Unpacks a gzip, refusing to make more than a bundle may hold. */
export async function unzipBundle(archive: Uint8Array): Promise<Buffer> {
  const maxOutputLength = MAX_UNPACKED_BUNDLE_BYTES + TAR_OVERHEAD_BYTES;
  try {
    return await gunzip(archive, { maxOutputLength });
  } catch {
    return refuse(
      `it is no complete gzip archive, or unpacks to more than ${MAX_UNPACKED_BUNDLE_BYTES} bytes`,
    );
  }
}

/**
 * Reads the paths of a bundle, and refuses what is not a tar.gz of plain files and folders that stay where they are
 * unpacked.
 */
export async function readBundleFiles(archive: Uint8Array): Promise<string[]> {
  const tar = await unzipBundle(archive);
  const listing = new Listing();
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({
      strict: true,
      onReadEntry: entry => {
        try {
          listing.add(entry);
        } catch (error) {
          reject(error);
        }
        entry.resume();
      },
    });
    parser.on('error', () =>
      reject(new InputError('The bundle is refused: it is no complete tar')),
    );
    parser.on('end', resolve);
    parser.end(tar);
  });
  if (listing.files.length === 0) refuse('it holds no files');
  return listing.files.sort();
}

/** The path with `./` taken off; refuses what could lead out of the folder. */
function safePath(raw: string): string {
  const path = raw.replace(/^(\.\/)+/, '').replace(/\/$/, '');
  if (path === '.') return '';
  if (path.length > MAX_PATH_LENGTH)
    refuse(`the path ${quote(raw)} is too long`);
  if (/[\\:]|\p{Cc}/u.test(path)) {
    refuse(
      `the path ${quote(
        raw,
      )} holds a backslash, a colon or a control character`,
    );
  }
  if (path.startsWith('/')) refuse(`the path ${quote(raw)} is absolute`);
  if (path.split('/').some(part => part === '..' || part === '.')) {
    refuse(`the path ${quote(raw)} leads out of the folder`);
  }
  return path;
}

function quote(path: string): string {
  return JSON.stringify(path.slice(0, 200));
}

function refuse(why: string): never {
  throw new InputError(`The bundle is refused: ${why}`);
}
