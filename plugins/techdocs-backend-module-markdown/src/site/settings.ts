// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseYaml } from './yaml';

/** An entry of the navigation, as `mkdocs.yml` writes it. */
export type NavEntry = string | { [title: string]: string | NavEntry[] };

/** What is read from `mkdocs.yml`; all else is left to MkDocs. */
export interface SiteSettings {
  siteName: string;
  siteDescription: string;
  docsDir: string;
  nav?: NavEntry[];
  /** The file's name, for messages. */
  file: string;
}

const navEntrySchema: z.ZodType<NavEntry> = z.lazy(() =>
  z.union(
    [
      z.string().min(1),
      z
        .record(
          z.string(),
          z.union([z.string().min(1), z.array(navEntrySchema)]),
        )
        .refine(entry => Object.keys(entry).length === 1),
    ],
    {
      error:
        'must be a page such as guide.md, a titled page such as "Guide: guide.md", or a titled list of them',
    },
  ),
);

const mkdocsSchema = z.object({
  site_name: z.string().min(1).optional(),
  site_description: z.string().nullish(),
  docs_dir: z.string().min(1).default('docs'),
  nav: z.array(navEntrySchema, { error: 'must be a list of pages' }).nullish(),
});

const FILES = ['mkdocs.yaml', 'mkdocs.yml'];

/** Reads `mkdocs.yaml` or `mkdocs.yml`. Without either, the documentation is what is in `docs/`. */
export async function readSiteSettings(
  inputDir: string,
  defaultName: string = 'Documentation',
): Promise<SiteSettings> {
  for (const file of FILES) {
    const text = await readPlainFile(inputDir, file);
    if (text !== undefined) return parseSettings(text, file, defaultName);
  }
  return {
    siteName: defaultName,
    siteDescription: '',
    docsDir: 'docs',
    file: 'mkdocs.yml',
  };
}

async function readPlainFile(
  inputDir: string,
  file: string,
): Promise<string | undefined> {
  const path = join(inputDir, file);
  const stat = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!stat) return undefined;
  if (!stat.isFile()) {
    throw new InputError(
      `${file} is not a plain file. Links are not followed; put the file itself there.`,
    );
  }
  return readFile(path, 'utf8');
}

function parseSettings(
  text: string,
  file: string,
  defaultName: string,
): SiteSettings {
  const result = mkdocsSchema.safeParse(parseYaml(text, file) ?? {});
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.map(String).join('.')} ${message}` : message,
    );
    throw new InputError(`${file} is not as expected: ${problems.join('; ')}`);
  }
  const { site_name, site_description, docs_dir, nav } = result.data;
  return {
    siteName: site_name ?? defaultName,
    siteDescription: site_description ?? '',
    docsDir: docs_dir,
    ...(nav ? { nav } : {}),
    file,
  };
}
