// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isError } from '@backstage/errors';
import { parse } from '@cdktf/hcl2json';
import { z } from 'zod';
import { JobError } from '../job/context';

const fileSchema = z.record(z.string(), z.json());

/** One parsed file of a module. */
export interface HclFile {
  /** Relative to the bundle. */
  name: string;
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
    .filter(entry => entry.isFile() && /\.tf(\.json)?$/.test(entry.name))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return Promise.all(
    paths.map(async path => {
      const name = relative(source, path);
      const text = readFileSync(path, 'utf8');
      const parsed = fileSchema.safeParse(await parseFile(name, text));
      if (!parsed.success) throw broken(name, 'it is not an object');
      return { name, text, blocks: parsed.data };
    }),
  );
}
