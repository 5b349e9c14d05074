// SPDX-License-Identifier: Apache-2.0
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

const NOT_SOURCE = ['node_modules', '.terraform', 'cdk.out'];

/** The text files under a folder: path relative to it, with slashes, → text. */
export async function readTree(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const visit = async (relative: string) => {
    const entries = await readdir(path.join(folder, relative), {
      withFileTypes: true,
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path.posix.join(relative, entry.name);
      if (NOT_SOURCE.includes(entry.name)) continue;
      if (entry.isDirectory()) await visit(name);
      else files.set(name, await readFile(path.join(folder, name), 'utf8'));
    }
  };
  await visit('');
  return files;
}

/** The number of the first line that holds `what`, from 1. */
export function lineOf(
  text: string | undefined,
  what: string | RegExp,
): number | undefined {
  const index = text
    ?.split('\n')
    .findIndex(line =>
      typeof what === 'string' ? line.includes(what) : what.test(line),
    );
  return index === undefined || index < 0 ? undefined : index + 1;
}
