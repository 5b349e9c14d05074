// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  type Engine,
  MAX_BUNDLE_BYTES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { create } from 'tar';
import { assertEngineFolder } from '../project/workspace';
import { listBundleFiles } from './listBundleFiles';

/** Midnight of 1 January 1985: a fixed time that every tool can show. */
const MTIME = new Date('1985-01-01T00:00:00Z');

/** A packed project. */
export interface PackedBundle {
  archive: Uint8Array;
  files: string[];
}

/** Packs the project as tar.gz. The same files give the same bytes, whenever and by whomever they were written. */
export async function packBundle(
  workspacePath: string,
  engine: Engine,
): Promise<PackedBundle> {
  await assertEngineFolder(workspacePath, engine);
  const files = await listBundleFiles(workspacePath, engine);
  const chunks: Buffer[] = [];
  let size = 0;
  const stream = create(
    {
      cwd: workspacePath,
      portable: true,
      mtime: MTIME,
      gzip: { level: 9, portable: true },
      follow: false,
      noDirRecurse: true,
      onWriteEntry(entry) {
        if (entry.stat) entry.stat.mode = ordinaryMode(entry.stat.mode);
      },
    },
    files,
  );
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAX_BUNDLE_BYTES) {
      throw new InputError(
        `The packed project is larger than the ${MAX_BUNDLE_BYTES} bytes a bundle may have. ` +
          `Remove what is not needed from docs/ or ${engine}/.`,
      );
    }
    chunks.push(chunk);
  }
  return { archive: new Uint8Array(Buffer.concat(chunks)), files };
}

/** The umask of whoever wrote the files does not count; whether they can be run does. */
function ordinaryMode(mode: number): number {
  const executable = mode % 0o200 >= 0o100;
  return executable ? 0o755 : 0o644;
}
