// SPDX-License-Identifier: Apache-2.0
import { escapeHtml } from './escape';

/** Front matter that says nothing to a reader: the marker, and the title that stands above. */
const HIDDEN = ['runbook', 'title'];

/** The front matter of a runbook as a small table. What is nested is for programs, and stays out. */
export function facts(frontMatter: Record<string, unknown>): string {
  if (!('runbook' in frontMatter)) return '';
  const rows = Object.entries(frontMatter).flatMap(([name, value]) => {
    const text = textOf(value);
    return HIDDEN.includes(name) || text === undefined
      ? []
      : [
          `<tr><th scope="row">${escapeHtml(label(name))}</th><td>${escapeHtml(
            text,
          )}</td></tr>`,
        ];
  });
  if (rows.length === 0) return '';
  return `<table>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const texts = value.map(textOf);
    const isFlat = texts.every(text => text !== undefined);
    return isFlat && texts.length > 0 ? texts.join(', ') : undefined;
  }
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** `reviewEvery` → `Review every`. */
function label(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLocaleLowerCase('en');
  return words.charAt(0).toLocaleUpperCase('en') + words.slice(1);
}
