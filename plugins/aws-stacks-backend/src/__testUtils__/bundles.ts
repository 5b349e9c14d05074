// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';

/** One entry of a tar, as valid or as hostile as its header says. */
export function tarEntry(
  header: HeaderData & { path: string },
  content = '',
): Buffer {
  const body = Buffer.from(content);
  const block = Buffer.alloc(512);
  new Header({
    mode: 0o644,
    type: 'File',
    mtime: new Date(0),
    size: body.length,
    ...header,
  }).encode(block, 0);
  const padding = Buffer.alloc((512 - (body.length % 512)) % 512);
  return Buffer.concat([block, body, padding]);
}

/** A tar.gz of these entries. */
export function tarball(entries: Buffer[]): Buffer {
  return gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));
}

/** A bundle with these files. */
export function bundleOf(files: Record<string, string>): Buffer {
  return tarball(
    Object.entries(files).map(([path, text]) => tarEntry({ path }, text)),
  );
}

export const KMS_BUNDLE = bundleOf({
  'terraform/main.tf': 'resource "aws_kms_key" "this" {}\n',
  'docs/runbook.md': '# Runbook\n',
});

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
