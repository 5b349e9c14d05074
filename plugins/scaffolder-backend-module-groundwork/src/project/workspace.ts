// SPDX-License-Identifier: Apache-2.0
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import type { Engine } from '@groundwork/backstage-plugin-groundwork-common';
import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Whether something stands at this path, be it a link that leads nowhere. */
export async function exists(path: string): Promise<boolean> {
  return (await kindOf(path)) !== 'absent';
}

/** What stands at a path; a link is a link, wherever it leads. */
export async function kindOf(
  path: string,
): Promise<'absent' | 'directory' | 'file' | 'other'> {
  try {
    const stat = await lstat(path);
    if (stat.isDirectory()) return 'directory';
    return stat.isFile() ? 'file' : 'other';
  } catch (error) {
    if (isError(error) && error.code === 'ENOENT') return 'absent';
    throw error;
  }
}

/** Says what is missing when the engine's folder is not in the workspace. */
export async function assertEngineFolder(
  workspacePath: string,
  engine: Engine,
): Promise<void> {
  if ((await kindOf(join(workspacePath, engine))) === 'directory') return;
  throw new InputError(
    `The workspace has no folder ${engine}/. Expected the layer's ${engine} code there; add a fetch:template step that ` +
      `brings skeleton/${engine} to ./${engine} before this step.`,
  );
}

/** Writes a file unless the layer brought one of that name. Answers whether it was written. */
export async function writeUnlessPresent(
  workspacePath: string,
  path: string,
  content: string,
): Promise<boolean> {
  const absolute = resolveSafeChildPath(workspacePath, path);
  await mkdir(dirname(absolute), { recursive: true });
  try {
    await writeFile(absolute, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isError(error) && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** The Markdown files of a folder, as sorted POSIX paths relative to it. Links are not followed. */
export async function listMarkdown(
  folder: string,
  prefix = '',
): Promise<string[]> {
  if ((await kindOf(folder)) !== 'directory') return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    if (entry.isDirectory()) {
      found.push(...(await listMarkdown(join(folder, entry.name), path)));
    } else if (entry.isFile() && entry.name.endsWith('.md')) {
      found.push(path);
    }
  }
  return found.sort();
}
