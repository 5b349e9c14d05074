// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';
import type { Page } from '../site/pages';
import { relativeUrl } from '../site/urls';

/** What a link of a page can lead to. */
export interface LinkTargets {
  pages: ReadonlyMap<string, Page>;
  assets: ReadonlySet<string>;
}

/** A link as it has to stand in the site. `isMissing` when it leads nowhere in the documentation. */
export interface ResolvedLink {
  href: string;
  isMissing: boolean;
}

/** Turns a link to a file of the documentation into one to its place in the site; other links stay as they are. */
export function resolveLink(
  href: string,
  from: { page: Page; url: string },
  targets: LinkTargets,
): ResolvedLink {
  const unchanged = { href, isMissing: false };
  if (/^([a-z][a-z0-9+.-]*:|\/|#|\?|$)/i.test(href)) return unchanged;
  const [, path, rest] = /^([^?#]*)(.*)$/s.exec(href) ?? [];
  const decoded = decode(path);
  const target = posix.join(posix.dirname(from.page.path), decoded);
  const page = targets.pages.get(target);
  if (page) {
    return { href: relativeUrl(from.url, page.url) + rest, isMissing: false };
  }
  if (targets.assets.has(target)) {
    return { href: relativeUrl(from.url, target) + rest, isMissing: false };
  }
  return { href, isMissing: true };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
