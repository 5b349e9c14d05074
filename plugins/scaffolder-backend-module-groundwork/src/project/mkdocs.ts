// SPDX-License-Identifier: Apache-2.0
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ProjectInput } from '../schemas/inputs';
import { oneLine, projectTitle } from './texts';
import { listMarkdown } from './workspace';

/** A page of the documentation. */
export interface DocsPage {
  /** POSIX path relative to `docs/`. */
  path: string;
  title: string;
}

type NavItem = { [title: string]: string | NavItem[] };

/** The pages of `docs/`, the index first; all but those of every layer have the title of their own first heading. */
export async function readDocsPages(docsDir: string): Promise<DocsPage[]> {
  const paths = await listMarkdown(docsDir);
  const pages = await Promise.all(
    paths.map(async path => ({
      path,
      title: titleOf(await readFile(join(docsDir, path), 'utf8'), path),
    })),
  );
  return [
    ...pages.filter(page => page.path === 'index.md'),
    ...pages.filter(page => page.path !== 'index.md'),
  ];
}

/** `mkdocs.yml` with a navigation of the pages that are there. */
export function mkdocsYml(
  project: ProjectInput,
  pages: readonly DocsPage[],
): string {
  const { description } = project;
  return stringify({
    site_name: projectTitle(project),
    ...(description ? { site_description: oneLine(description) } : {}),
    docs_dir: 'docs',
    plugins: ['techdocs-core'],
    ...(pages.length > 0 ? { nav: navOf(pages) } : {}),
  });
}

/** Pages that every layer has are found under the same name in every stack. */
const KNOWN_TITLES: Readonly<Record<string, string>> = {
  'index.md': 'Overview',
  'runbook.md': 'Runbook',
};

function titleOf(markdown: string, path: string): string {
  if (KNOWN_TITLES[path]) return KNOWN_TITLES[path];
  const body = markdown.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, '');
  const heading = /^#[ \t]+(.+?)[ \t#]*$/m.exec(body)?.[1];
  return heading ? oneLine(heading) : humanize(path);
}

function humanize(path: string): string {
  const name = path.split('/').pop() ?? path;
  const words = name.replace(/\.md$/, '').replace(/[-_]+/g, ' ');
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
}

function navOf(pages: readonly DocsPage[], depth = 0): NavItem[] {
  const nav: NavItem[] = [];
  const folders = new Map<string, DocsPage[]>();
  for (const page of pages) {
    const parts = page.path.split('/').slice(depth);
    if (parts.length === 1) {
      nav.push({ [page.title]: page.path });
    } else {
      folders.set(parts[0], [...(folders.get(parts[0]) ?? []), page]);
    }
  }
  for (const [folder, children] of folders) {
    nav.push({ [humanize(folder)]: navOf(children, depth + 1) });
  }
  return nav;
}
