// SPDX-License-Identifier: Apache-2.0
import type { Token } from 'markdown-it';

/** A heading of a page. */
export interface Heading {
  level: number;
  id: string;
  text: string;
}

/** Gives each heading an id that is its own on the page, and answers the headings in order. */
export function identifyHeadings(tokens: readonly Token[]): Heading[] {
  const taken = new Set<string>();
  const headings: Heading[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const text = textOf(tokens[index + 1]);
    const id = uniqueId(slugify(text), taken);
    token.attrs = [['id', id], ...(token.attrs ?? [])];
    headings.push({ level: Number(token.tag.slice(1)), id, text });
  });
  return headings;
}

/** The id that MkDocs would give; letters of other alphabets stay when there are no others. */
export function slugify(text: string): string {
  const ascii = clean(text.normalize('NFKD').replace(/[^\x20-\x7e]/g, ''));
  return ascii || clean(text.normalize('NFKC'));
}

function clean(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function uniqueId(wished: string, taken: Set<string>): string {
  const base = wished || 'section';
  let id = base;
  for (let number = 1; taken.has(id); number++) id = `${base}_${number}`;
  taken.add(id);
  return id;
}

function textOf(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('')
    .trim();
}
