// SPDX-License-Identifier: Apache-2.0
import type { RenderedPage } from '../markdown/MarkdownRenderer';
import type { NavNode } from '../site/nav';
import type { Page } from '../site/pages';
import type { SiteSettings } from '../site/settings';
import { relativeUrl } from '../site/urls';
import { escapeHtml } from './escape';
import { siteNavigation, tableOfContents } from './navigation';
import { STYLESHEET_PATH } from './stylesheet';

/** A whole page, in the markup by which the TechDocs reader finds content, navigation and contents. */
export function layout(options: {
  settings: SiteSettings;
  nav: readonly NavNode[];
  page: Page;
  url: string;
  rendered: RenderedPage;
}): string {
  const { settings, nav, page, url, rendered } = options;
  const { siteName } = settings;
  const title = escapeHtml(`${page.title} - ${siteName}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<link rel="stylesheet" href="${relativeUrl(url, STYLESHEET_PATH)}">
</head>
<body dir="ltr">
<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off" aria-label="Navigation">
<label class="md-overlay" for="__drawer"></label>
<header class="md-header"><label class="md-header__button md-icon" for="__drawer"></label></header>
<div class="md-container" data-md-component="container">
<main class="md-main" data-md-component="main">
<div class="md-main__inner md-grid">
${siteNavigation({ siteName, nav, page, url })}
${tableOfContents(rendered.headings)}
<div class="md-content" data-md-component="content">
<article class="md-content__inner md-typeset">
${rendered.body}
</article>
</div>
</div>
</main>
</div>
</body>
</html>
`;
}
