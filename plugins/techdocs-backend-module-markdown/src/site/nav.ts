// SPDX-License-Identifier: Apache-2.0
import { InputError, NotAllowedError } from '@backstage/errors';
import { posix } from 'node:path';
import type { Page } from './pages';
import type { NavEntry, SiteSettings } from './settings';

/** A node of the navigation. */
export type NavNode =
  | { kind: 'page'; title: string; page: Page }
  | { kind: 'link'; title: string; href: string }
  | { kind: 'section'; title: string; children: NavNode[] };

/** The navigation that `mkdocs.yml` writes down, or one of all pages by folder. */
export function buildNav(
  settings: SiteSettings,
  pages: readonly Page[],
): NavNode[] {
  return settings.nav
    ? fromEntries(settings.nav, settings, pages)
    : fromFolders(pages, 0);
}

/** The pages of a navigation, in its order. */
export function pagesOf(nav: readonly NavNode[]): Page[] {
  return nav.flatMap(node => {
    if (node.kind === 'page') return [node.page];
    return node.kind === 'section' ? pagesOf(node.children) : [];
  });
}

function fromEntries(
  entries: readonly NavEntry[],
  settings: SiteSettings,
  pages: readonly Page[],
): NavNode[] {
  return entries.flatMap(entry => {
    const pairs: [string | undefined, string | NavEntry[]][] =
      typeof entry === 'string' ? [[undefined, entry]] : Object.entries(entry);
    return pairs.map(([title, value]): NavNode => {
      if (typeof value === 'string') {
        return leaf(title, value, settings, pages);
      }
      return {
        kind: 'section',
        title: title ?? '',
        children: fromEntries(value, settings, pages),
      };
    });
  });
}

function leaf(
  title: string | undefined,
  target: string,
  { file, docsDir }: SiteSettings,
  pages: readonly Page[],
): NavNode {
  if (/^(https?:\/\/|mailto:)/i.test(target)) {
    return { kind: 'link', title: title ?? target, href: target };
  }
  const path = posix.normalize(target);
  if (path.startsWith('../') || path === '..' || posix.isAbsolute(path)) {
    throw new NotAllowedError(
      `The nav of ${file} names ${target}, which is outside ${docsDir}/. Name a page inside it.`,
    );
  }
  const page = pages.find(candidate => candidate.path === path);
  if (!page) {
    throw new InputError(
      `The nav of ${file} names ${target}, but there is no page ${posix.join(
        docsDir,
        path,
      )}. Add it, or take it out of the nav.`,
    );
  }
  return { kind: 'page', title: title ?? page.title, page };
}

function fromFolders(pages: readonly Page[], depth: number): NavNode[] {
  const here: NavNode[] = [];
  const folders = new Map<string, Page[]>();
  for (const page of pages) {
    const [first, ...rest] = page.path.split('/').slice(depth);
    if (rest.length > 0) {
      folders.set(first, [...(folders.get(first) ?? []), page]);
    } else {
      const node: NavNode = { kind: 'page', title: page.title, page };
      if (/^(index|README)\./.test(first)) here.unshift(node);
      else here.push(node);
    }
  }
  const sections = [...folders].map(
    ([name, children]): NavNode => ({
      kind: 'section',
      title: name.charAt(0).toLocaleUpperCase('en') + name.slice(1),
      children: fromFolders(children, depth + 1),
    }),
  );
  return [...here, ...sections];
}
