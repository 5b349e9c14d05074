// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import {
  type Engine,
  LAYER_STAMP_FILE,
  MAX_BUNDLE_FILES,
  MAX_UNPACKED_BUNDLE_BYTES,
} from '@groundwork/backstage-plugin-groundwork-common';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What belongs to a bundle besides the engine's folder. */
const PARTS = [
  '.github/workflows',
  '.gitignore',
  'README.md',
  'catalog-info.yaml',
  'docs',
  LAYER_STAMP_FILE,
  'mkdocs.yaml',
  'mkdocs.yml',
];

/** Files that the engine writes itself; a bundle that brings one is refused. */
const RESERVED = [
  'terraform/backend_override.tf.json',
  'terraform/groundwork.auto.tfvars.json',
  'cdk/groundwork.json',
];

/**
 * The files of a bundle as sorted POSIX paths relative to the workspace. Links of either kind are refused: a bundle
 * holds what can be read in it.
 */
export async function listBundleFiles(
  workspacePath: string,
  engine: Engine,
): Promise<string[]> {
  const found: { path: string; size: number }[] = [];
  for (const part of [...PARTS, engine]) {
    await collect(workspacePath, part, found);
  }
  const total = found.reduce((sum, file) => sum + file.size, 0);
  if (found.length > MAX_BUNDLE_FILES) {
    throw new InputError(
      `The project has ${found.length} files, more than the ${MAX_BUNDLE_FILES} a bundle may hold. ` +
        `Remove what is not needed from docs/ or ${engine}/.`,
    );
  }
  if (total > MAX_UNPACKED_BUNDLE_BYTES) {
    throw new InputError(
      `The project has ${total} bytes, more than the ${MAX_UNPACKED_BUNDLE_BYTES} a bundle may unpack to. ` +
        `Remove what is not needed from docs/ or ${engine}/.`,
    );
  }
  const paths = found.map(file => file.path).sort();
  const reserved = paths.find(path => RESERVED.includes(path));
  if (reserved) {
    throw new InputError(
      `The project brings ${reserved}, which Groundwork writes itself before each plan. Remove it from the layer.`,
    );
  }
  return paths;
}

async function collect(
  workspacePath: string,
  path: string,
  found: { path: string; size: number }[],
): Promise<void> {
  const absolute = join(workspacePath, path);
  const stat = await lstat(absolute).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!stat) return;
  if (stat.isDirectory()) {
    for (const name of await readdir(absolute)) {
      await collect(workspacePath, `${path}/${name}`, found);
    }
    return;
  }
  if (!stat.isFile() || stat.nlink > 1) {
    throw new InputError(
      `${path} is a link or a special file. A bundle holds plain files alone; replace it by a copy of what it leads to.`,
    );
  }
  if (/[\\\p{Cc}]/u.test(path)) {
    throw new InputError(
      `The file name ${JSON.stringify(
        path,
      )} holds a backslash or a control character. Rename the file.`,
    );
  }
  found.push({ path, size: stat.size });
}
