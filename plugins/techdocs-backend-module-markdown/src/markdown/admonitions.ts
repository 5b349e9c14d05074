// SPDX-License-Identifier: Apache-2.0
import type { MarkdownIt, StateBlock } from 'markdown-it';

/** `!!! note "Title"`, `??? note` (closed) and `???+ note` (open), with a body that is indented by four spaces. */
const MARKER =
  /^(!!!|\?\?\?\+?)[ \t]+([A-Za-z][\w-]*)(?:[ \t]+[A-Za-z][\w-]*)*(?:[ \t]+"(.*)")?[ \t]*$/;

const BODY_INDENT = 4;

/** The simple form of Python-Markdown's admonitions and details. */
export function admonitions(markdown: MarkdownIt): void {
  markdown.block.ruler.before('fence', 'admonition', admonition, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function admonition(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  if (state.sCount[startLine] - state.blkIndent >= BODY_INDENT) return false;
  const start = state.bMarks[startLine] + state.tShift[startLine];
  const match = MARKER.exec(state.src.slice(start, state.eMarks[startLine]));
  if (!match) return false;
  if (silent) return true;

  const [, marker, type, title] = match;
  const nextLine = endOfBody(state, startLine + 1, endLine);
  const isDetails = marker.startsWith('?');
  const tag = isDetails ? 'details' : 'div';
  const open = state.push('admonition_open', tag, 1);
  open.block = true;
  open.map = [startLine, nextLine];
  open.attrSet(
    'class',
    isDetails ? type.toLowerCase() : `admonition ${type.toLowerCase()}`,
  );
  if (marker === '???+') open.attrSet('open', '');
  pushTitle(state, isDetails, title ?? capitalize(type), startLine);
  tokenizeBody(state, startLine + 1, nextLine);
  state.push('admonition_close', tag, -1).block = true;
  state.line = nextLine;
  return true;
}

/** The line after the last one of the body: empty lines in it belong to it, empty lines after it do not. */
function endOfBody(state: StateBlock, from: number, endLine: number): number {
  let end = from;
  for (let line = from; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if (state.sCount[line] - state.blkIndent < BODY_INDENT) break;
    end = line + 1;
  }
  return end;
}

function pushTitle(
  state: StateBlock,
  isDetails: boolean,
  title: string,
  line: number,
): void {
  // An empty title means none; a details element needs one.
  if (!title && !isDetails) return;
  const tag = isDetails ? 'summary' : 'p';
  const open = state.push('admonition_title_open', tag, 1);
  if (!isDetails) open.attrSet('class', 'admonition-title');
  const inline = state.push('inline', '', 0);
  inline.content = title;
  inline.map = [line, line + 1];
  inline.children = [];
  state.push('admonition_title_close', tag, -1);
}

function tokenizeBody(state: StateBlock, from: number, to: number): void {
  const { blkIndent, lineMax, parentType } = state;
  state.blkIndent += BODY_INDENT;
  state.lineMax = to;
  state.parentType = 'blockquote';
  state.md.block.tokenize(state, from, to);
  state.blkIndent = blkIndent;
  state.lineMax = lineMax;
  state.parentType = parentType;
}

function capitalize(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en') + word.slice(1);
}
