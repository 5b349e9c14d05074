// SPDX-License-Identifier: Apache-2.0
import { posix } from 'node:path';

/**
 * Where a page stands in the site, relative to its root: a folder with a slash at its end, or nothing for the root.
 * `a/index.md` and `a/README.md` are the page of `a/`.
 */
export function pageUrl(path: string): string {
  const { dir, name } = posix.parse(path);
  const isIndex = name === 'index' || name === 'README';
  const url = isIndex ? dir : posix.join(dir, name);
  return url ? `${url}/` : '';
}

/** How a page at one place of the site refers to another place of it. */
export function relativeUrl(from: string, to: string): string {
  const path = posix.relative(`/${from}`, `/${to}`);
  const isFolder = to === '' || to.endsWith('/');
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  if (!isFolder) return encoded;
  return encoded ? `${encoded}/` : './';
}
