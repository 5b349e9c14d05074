// SPDX-License-Identifier: Apache-2.0
import type { Heading } from '../markdown/headings';
import { type NavNode, pagesOf } from '../site/nav';
import type { Page } from '../site/pages';
import { relativeUrl } from '../site/urls';
import { escapeHtml } from './escape';

/** The navigation of the site, as the TechDocs reader and its addons look for it. */
export function siteNavigation(options: {
  siteName: string;
  nav: readonly NavNode[];
  page: Page;
  url: string;
}): string {
  const { siteName, nav, page, url } = options;
  return sidebar(
    'primary',
    'navigation',
    `<nav class="md-nav md-nav--primary" aria-label="Navigation">
<span class="md-nav__title">${escapeHtml(siteName)}</span>
${list(nav, page, url)}
</nav>`,
  );
}

/** The table of contents of a page: its second and third headings. */
export function tableOfContents(headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  const items = shown.map(
    ({ id, text, level }) =>
      `<li class="md-nav__item md-nav__item--level-${level}"><a class="md-nav__link" href="#${encodeURIComponent(
        id,
      )}">${escapeHtml(text)}</a></li>`,
  );
  const content =
    items.length === 0
      ? ''
      : `<nav class="md-nav md-nav--secondary" aria-label="Table of contents">
<span class="md-nav__title">Table of contents</span>
<ul class="md-nav__list">
${items.join('\n')}
</ul>
</nav>`;
  return sidebar('secondary', 'toc', content);
}

function sidebar(
  side: 'primary' | 'secondary',
  type: 'navigation' | 'toc',
  content: string,
): string {
  return `<div class="md-sidebar md-sidebar--${side}" data-md-component="sidebar" data-md-type="${type}">
<div class="md-sidebar__scrollwrap"><div class="md-sidebar__inner">
${content}
</div></div>
</div>`;
}

function list(nodes: readonly NavNode[], page: Page, url: string): string {
  const items = nodes.map(node => item(node, page, url));
  return `<ul class="md-nav__list">\n${items.join('\n')}\n</ul>`;
}

function item(node: NavNode, page: Page, url: string): string {
  const title = escapeHtml(node.title);
  const isActive =
    (node.kind === 'page' && node.page === page) ||
    (node.kind === 'section' && pagesOf(node.children).includes(page));
  const active = isActive ? ' md-nav__item--active' : '';
  if (node.kind === 'section') {
    return `<li class="md-nav__item md-nav__item--section${active}"><span class="md-nav__section">${title}</span>
${list(node.children, page, url)}</li>`;
  }
  const href =
    node.kind === 'link' ? node.href : relativeUrl(url, node.page.url);
  const current = node.kind === 'page' && isActive;
  return `<li class="md-nav__item${active}"><a class="md-nav__link${
    current ? ' md-nav__link--active" aria-current="page' : ''
  }" href="${escapeHtml(href)}">${title}</a></li>`;
}
