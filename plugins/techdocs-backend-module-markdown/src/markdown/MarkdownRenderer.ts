// SPDX-License-Identifier: Apache-2.0
import Markdown, { type MarkdownIt } from 'markdown-it';
import { facts } from '../html/facts';
import { escapeHtml } from '../html/escape';
import type { Page } from '../site/pages';
import { admonitions } from './admonitions';
import { type Heading, identifyHeadings } from './headings';
import { type LinkTargets, resolveLink } from './links';
import { sanitize } from './sanitize';

/** A page as HTML. */
export interface RenderedPage {
  /** Safe to show. */
  body: string;
  headings: Heading[];
}

/** Turns the pages of one site into HTML that is safe to show. */
export class MarkdownRenderer {
  readonly #markdown: MarkdownIt;
  readonly #targets: LinkTargets;
  readonly #warnings = new Set<string>();

  static create(options: {
    pages: readonly Page[];
    assets: readonly string[];
  }): MarkdownRenderer {
    // HTML in Markdown is let through here, as everywhere with MkDocs, and is then sanitised with all the rest.
    const markdown = new Markdown({ html: true });
    admonitions(markdown);
    return new MarkdownRenderer(markdown, {
      pages: new Map(options.pages.map(page => [page.path, page])),
      assets: new Set(options.assets),
    });
  }

  private constructor(markdown: MarkdownIt, targets: LinkTargets) {
    this.#markdown = markdown;
    this.#targets = targets;
  }

  /** What was found to lead nowhere. */
  get warnings(): string[] {
    return [...this.#warnings];
  }

  /** Renders a page for a place in the site, to which its relative links are fitted. */
  render(page: Page, url: string): RenderedPage {
    const env = {};
    const tokens = this.#markdown.parse(page.markdown, env);
    const headings = identifyHeadings(tokens);
    const html = this.#markdown.renderer.render(
      tokens,
      this.#markdown.options,
      env,
    );
    const body = sanitize(html, href => this.#rewrite(href, page, url));
    return { body: withTitle(body, page), headings };
  }

  #rewrite(href: string, page: Page, url: string): string {
    const link = resolveLink(href, { page, url }, this.#targets);
    if (link.isMissing) {
      this.#warnings.add(
        `${page.path} links to ${href}, which is not in the documentation`,
      );
    }
    return link.href;
  }
}

/** A page begins with its title, below which a runbook shows its facts. */
function withTitle(body: string, page: Page): string {
  const titled = /<h1[ >]/.test(body)
    ? body
    : `<h1>${escapeHtml(page.title)}</h1>\n${body}`;
  const table = facts(page.frontMatter);
  return table ? titled.replace('</h1>', () => `</h1>\n${table}`) : titled;
}
