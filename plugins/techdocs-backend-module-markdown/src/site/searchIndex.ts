// SPDX-License-Identifier: Apache-2.0
import sanitizeHtml from 'sanitize-html';
import type { Page } from './pages';

/** An entry of `search/search_index.json`. Its texts are escaped for HTML, as MkDocs escapes them. */
export interface SearchDocument {
  location: string;
  title: string;
  text: string;
}

/** An entry for the page and one for each of its sections, so that a search leads to the right place of a page. */
export function searchDocuments(page: Page, body: string): SearchDocument[] {
  const sections = body
    .split(/(?=<h[2-6] id=")/)
    .flatMap((section): SearchDocument[] => {
      const match = /^<h[2-6] id="([^"]*)"[^>]*>([\s\S]*?)<\/h[2-6]>/.exec(
        section,
      );
      if (!match) return [];
      return [
        {
          location: `${page.url}#${match[1]}`,
          title: textOf(match[2]),
          text: textOf(section.slice(match[0].length)),
        },
      ];
    });
  const whole = {
    location: page.url,
    title: sanitizeHtml(page.title, { disallowedTagsMode: 'escape' }),
    text: textOf(body),
  };
  return [whole, ...sections];
}

function textOf(html: string): string {
  const withoutMarks = html.replace(/<a class="headerlink"[^>]*>.*?<\/a>/g, '');
  return sanitizeHtml(withoutMarks.replace(/></g, '> <'), { allowedTags: [] })
    .replace(/\s+/g, ' ')
    .trim();
}
