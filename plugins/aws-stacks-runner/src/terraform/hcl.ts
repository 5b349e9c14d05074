// SPDX-License-Identifier: Apache-2.0
import { type Dirent, readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isError } from '@backstage/errors';
import { parse } from '@cdktf/hcl2json';
import { z } from 'zod';
import { JobError } from '../job/context';

const fileSchema = z.record(z.string(), z.json());

/** One parsed file of a module. */
export interface HclFile {
  /** Relative to the bundle, or to the folder of downloaded modules. */
  name: string;
  /** The folder it may refer to, in the same terms. */
  root: string;
  text: string;
  blocks: z.infer<typeof fileSchema>;
}

function broken(name: string, error: unknown): JobError {
  const message = isError(error) ? error.message : String(error);
  return new JobError(
    `${name} cannot be read: ${message.replace(/^parse config: /, '')}`,
    'Correct the file; terraform validate names the place',
  );
}

async function parseFile(name: string, text: string): Promise<unknown> {
  try {
    return name.endsWith('.json') ? JSON.parse(text) : await parse(name, text);
  } catch (error) {
    throw broken(name, error);
  }
}

/** Parses each file that Terraform would read in any folder of the source. */
export async function readHclFiles(source: string): Promise<HclFile[]> {
  const folder = join(source, 'terraform');
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(isRead)
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    paths.map(path => readFile(path, relative(source, path), 'terraform')),
  );
}

/** Parses the files of one downloaded module. */
export async function readHclModule(module: {
  folder: string;
  name: string;
  root: string;
}): Promise<HclFile[]> {
  const { folder, name, root } = module;
  const names = readdirSync(folder, { withFileTypes: true })
    .filter(isRead)
    .map(entry => entry.name)
    .sort();
  return Promise.all(
    names.map(each => readFile(join(folder, each), `${name}/${each}`, root)),
  );
}

function isRead(entry: Dirent): boolean {
  return entry.isFile() && /\.tf(\.json)?$/.test(entry.name);
}

async function readFile(
  path: string,
  name: string,
  root: string,
): Promise<HclFile> {
  const text = readFileSync(path, 'utf8');
  const parsed = fileSchema.safeParse(await parseFile(name, text));
  if (!parsed.success) throw broken(name, 'it is not an object');
  return { name, root, text, blocks: parsed.data };
}
