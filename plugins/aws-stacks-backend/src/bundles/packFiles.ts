// SPDX-License-Identifier: Apache-2.0
import { promisify } from 'node:util';
import { gzip as gzipCallback } from 'node:zlib';
import type { BundleFile } from '@groundwork/backstage-plugin-aws-stacks-runner';
import { Header, Pax } from 'tar';

const gzip = promisify(gzipCallback);
const BLOCK = 512;

/** Packs files as a bundle. The same files give the same bytes. */
export async function packFiles(files: readonly BundleFile[]): Promise<Buffer> {
  const entries = [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, content }) => tarEntry(path, content));
  return gzip(Buffer.concat([...entries, Buffer.alloc(2 * BLOCK)]));
}

/** A file as a tar has it; a path that is too long for its header stands in one before. */
export function tarEntry(path: string, content: Buffer): Buffer {
  const header = new Header({
    path,
    size: content.length,
    mode: 0o644,
    mtime: new Date(0),
    type: 'File',
  });
  const block = Buffer.alloc(BLOCK);
  const isLong = header.encode(block, 0);
  const long = isLong ? new Pax({ path, size: content.length }).encode() : [];
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  return Buffer.concat([Buffer.from(long), block, content, padding]);
}
