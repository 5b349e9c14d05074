// SPDX-License-Identifier: Apache-2.0
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { create } from 'tar';

/** Writes files into a folder of their own. */
export function writeFiles(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundwork-source-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** A bundle as the scaffolder packs one. */
export async function packBundle(
  files: Record<string, string>,
): Promise<Buffer> {
  const folder = writeFiles(files);
  const file = join(folder, 'bundle.tgz');
  await create({ gzip: true, file, cwd: folder, portable: true }, [
    ...new Set(Object.keys(files).map(path => path.split('/')[0])),
  ]);
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  return bytes;
}
