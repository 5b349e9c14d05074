// SPDX-License-Identifier: Apache-2.0
import sanitizeHtml from 'sanitize-html';

/** What an author may write as HTML, and what Markdown is turned into. No scripts, styles, frames, forms. */
const TAGS = [
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr'],
  ...['a', 'abbr', 'b', 'cite', 'code', 'del', 'em', 'i', 'ins', 'kbd', 'mark'],
  ...['q', 's', 'samp', 'small', 'strong', 'sub', 'sup', 'u', 'var', 'wbr'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'blockquote', 'pre'],
  ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ...['img', 'figure', 'figcaption', 'details', 'summary'],
];

const ALIGNMENT = { 'text-align': [/^(left|right|center)$/] };

/** Rewrites the address of a link or an image. */
export type RewriteUrl = (url: string) => string;

/** Keeps what belongs into documentation and drops all else. Addresses are rewritten on the way. */
export function sanitize(html: string, rewrite: RewriteUrl): string {
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ['id', 'class', 'title', 'lang', 'dir'],
      a: ['href', 'name', 'rel', 'download'],
      img: ['src', 'alt', 'width', 'height', 'loading'],
      ol: ['start', 'type'],
      th: ['colspan', 'rowspan', 'scope', 'style'],
      td: ['colspan', 'rowspan', 'style'],
      details: ['open'],
    },
    allowedStyles: { th: ALIGNMENT, td: ALIGNMENT },
    // The reader lays the page out by these; a page may not pose as the navigation.
    allowedClasses: { '*': [/^(?!md-)[\w-]+$/] },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    allowProtocolRelative: false,
    transformTags: {
      a: (tagName, attribs) => ({
        tagName,
        attribs: withUrl(attribs, 'href', rewrite),
      }),
      img: (tagName, attribs) => ({
        tagName,
        attribs: withUrl(attribs, 'src', rewrite),
      }),
    },
  });
}

function withUrl(
  attribs: sanitizeHtml.Attributes,
  name: 'href' | 'src',
  rewrite: RewriteUrl,
): sanitizeHtml.Attributes {
  const url = attribs[name];
  return url === undefined ? attribs : { ...attribs, [name]: rewrite(url) };
}
