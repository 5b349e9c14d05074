// SPDX-License-Identifier: Apache-2.0
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { layout } from '../html/layout';
import { STYLESHEET, STYLESHEET_PATH } from '../html/stylesheet';
import { MarkdownRenderer } from '../markdown/MarkdownRenderer';
import { readDocsFolder } from './docsFolder';
import { type NavNode, buildNav, pagesOf } from './nav';
import { type Page, readPages } from './pages';
import { type SearchDocument, searchDocuments } from './searchIndex';
import { type SiteSettings, readSiteSettings } from './settings';

/** What {@link buildSite} needs to know. */
export interface BuildSiteOptions {
  /** Has `mkdocs.yml`, if there is one, and the folder it names; nothing is written into it. */
  inputDir: string;
  outputDir: string;
  /** The site's name when `mkdocs.yml` does not say one. */
  defaultName?: string;
  /** Which state of the source this is. */
  etag?: string;
}

/** A site that was written. */
export interface BuiltSite {
  pages: number;
  /** What the author would want to know. */
  warnings: string[];
}

/** Builds a TechDocs site: pages, files, search index and metadata. */
export async function buildSite(options: BuildSiteOptions): Promise<BuiltSite> {
  const { inputDir, outputDir, defaultName, etag } = options;
  const settings = await readSiteSettings(inputDir, defaultName);
  const folder = await readDocsFolder(inputDir, settings);
  const pages = await readPages(folder);
  const nav = buildNav(settings, pages);
  const files = new Map<string, string>();
  const renderer = MarkdownRenderer.create({ pages, assets: folder.assets });
  const search: SearchDocument[] = [];

  for (const [url, page] of placesOf(pages, nav)) {
    const rendered = renderer.render(page, url);
    files.set(
      `${url}index.html`,
      layout({ settings, nav, page, url, rendered }),
    );
    if (url === page.url) search.push(...searchDocuments(page, rendered.body));
  }
  files.set(STYLESHEET_PATH, STYLESHEET);
  files.set('search/search_index.json', searchIndex(search));
  const paths = [...new Set([...folder.assets, ...files.keys()])].sort();
  files.set('techdocs_metadata.json', metadata(settings, paths, etag));

  for (const path of folder.assets) {
    await mkdir(dirname(join(outputDir, path)), { recursive: true });
    await copyFile(join(folder.path, path), join(outputDir, path));
  }
  for (const [path, content] of files) {
    await mkdir(dirname(join(outputDir, path)), { recursive: true });
    await writeFile(join(outputDir, path), content);
  }
  return { pages: pages.length, warnings: renderer.warnings };
}

/** Each page in its place. The first page of the navigation stands at the root as well when no other does. */
function placesOf(
  pages: readonly Page[],
  nav: readonly NavNode[],
): Map<string, Page> {
  const places = new Map(pages.map(page => [page.url, page]));
  const [first] = [...pagesOf(nav), ...pages];
  if (!places.has('')) places.set('', first);
  return places;
}

function searchIndex(docs: readonly SearchDocument[]): string {
  return JSON.stringify({
    config: { lang: ['en'], separator: '[\\s\\-]+', pipeline: ['stemmer'] },
    docs,
  });
}

function metadata(
  settings: SiteSettings,
  files: readonly string[],
  etag: string | undefined,
): string {
  return JSON.stringify({
    site_name: settings.siteName,
    site_description: settings.siteDescription,
    ...(etag ? { etag } : {}),
    build_timestamp: Date.now(),
    files: [...files, 'techdocs_metadata.json'],
  });
}
