// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { DocsFolder } from './docsFolder';
import { pageUrl } from './urls';
import { parseYaml } from './yaml';

/** A page of Markdown. */
export interface Page {
  /** POSIX path relative to the documentation's folder. */
  path: string;
  /** Where it stands in the site. */
  url: string;
  title: string;
  /** Markdown without front matter. */
  markdown: string;
  frontMatter: Record<string, unknown>;
}

const FRONT_MATTER =
  /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n?---[ \t]*(?:\r?\n|$)/;

/** Reads all pages. A README.md beside an index.md is left out, as MkDocs does. */
export async function readPages(folder: DocsFolder): Promise<Page[]> {
  const paths = folder.markdown.filter(path => {
    const { dir, name } = posix.parse(path);
    const hasIndex = folder.markdown.includes(posix.join(dir, 'index.md'));
    return name !== 'README' || !hasIndex;
  });
  const pages = await Promise.all(
    paths.map(async path =>
      parsePage(path, await readFile(join(folder.path, path), 'utf8')),
    ),
  );
  const byUrl = new Map<string, Page>();
  for (const page of pages) {
    const other = byUrl.get(page.url);
    if (other) {
      throw new InputError(
        `${other.path} and ${page.path} would both be the page ${page.url}. Rename one of them.`,
      );
    }
    byUrl.set(page.url, page);
  }
  return pages;
}

function parsePage(path: string, text: string): Page {
  const match = FRONT_MATTER.exec(text);
  const markdown = match ? text.slice(match[0].length) : text;
  const frontMatter = match ? parseFrontMatter(match[1], path) : {};
  const heading = /^#[ \t]+(.+?)[ \t#]*$/m.exec(markdown)?.[1];
  const { title } = frontMatter;
  return {
    path,
    url: pageUrl(path),
    title:
      typeof title === 'string' && title
        ? title
        : plain(heading) || humanize(path),
    markdown,
    frontMatter,
  };
}

function parseFrontMatter(text: string, path: string): Record<string, unknown> {
  const value = parseYaml(text, `The front matter of ${path}`);
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new InputError(
      `The front matter of ${path} is not a list of "name: value". Correct it, or remove the lines between the two ---.`,
    );
  }
  return Object.fromEntries(Object.entries(value));
}

/** A heading's text without the signs of Markdown. */
function plain(heading: string | undefined): string {
  return (heading ?? '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_]+/g, '')
    .trim();
}

function humanize(path: string): string {
  const { dir, name } = posix.parse(path);
  const isIndex = name === 'index' || name === 'README';
  const word = isIndex ? posix.basename(dir) || 'Home' : name;
  const words = word.replace(/[-_]+/g, ' ');
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
}
