// SPDX-License-Identifier: Apache-2.0
import { InputError, NotAllowedError } from '@backstage/errors';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { SiteSettings } from './settings';

/** The files of the documentation, as sorted POSIX paths relative to {@link DocsFolder.path}. */
export interface DocsFolder {
  /** Absolute, without links. */
  path: string;
  markdown: string[];
  assets: string[];
}

/** Lists the documentation. Nothing outside the folder is looked at, and a link in it is an error. */
export async function readDocsFolder(
  inputDir: string,
  settings: SiteSettings,
): Promise<DocsFolder> {
  const root = await realpath(inputDir);
  const path = await resolveDocsDir(root, settings);
  const folder: DocsFolder = { path, markdown: [], assets: [] };
  await collect(folder, '');
  folder.markdown.sort();
  folder.assets.sort();
  if (folder.markdown.length === 0) {
    throw new InputError(
      `There is no Markdown in ${settings.docsDir}/. Add ${settings.docsDir}/index.md, or correct docs_dir in ${settings.file}.`,
    );
  }
  return folder;
}

async function resolveDocsDir(
  root: string,
  { docsDir, file }: SiteSettings,
): Promise<string> {
  const path = resolve(root, docsDir);
  if (!path.startsWith(root + sep)) {
    throw new NotAllowedError(
      `docs_dir in ${file} is ${docsDir}; it must be a folder inside the one of ${file}`,
    );
  }
  const real = await realpath(path).catch(() => undefined);
  if (!real || !(await stat(real)).isDirectory()) {
    throw new InputError(
      `There is no folder ${docsDir}/. Add it with an index.md, or correct docs_dir in ${file}.`,
    );
  }
  if (real !== path) {
    throw new NotAllowedError(
      `The folder ${docsDir}/ is reached through a link. Links are not followed; put the folder itself there.`,
    );
  }
  return real;
}

async function collect(folder: DocsFolder, prefix: string): Promise<void> {
  const entries = await readdir(join(folder.path, prefix), {
    withFileTypes: true,
  });
  for (const entry of entries) {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    if (entry.isSymbolicLink()) {
      throw new NotAllowedError(
        `${relative(
          join(folder.path, '..'),
          join(folder.path, path),
        )} is a symbolic link. Links are not followed; put the file itself there.`,
      );
    }
    // As with MkDocs, what begins with a dot is no part of the site.
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) await collect(folder, path);
    else if (!entry.isFile()) continue;
    else if (/\.(md|markdown)$/.test(entry.name)) folder.markdown.push(path);
    else folder.assets.push(path);
  }
}
