// SPDX-License-Identifier: Apache-2.0

/** A line of a document: in both, in one of them alone, or instead of lines that are the same. */
export interface DiffLine {
  kind: 'same' | 'before' | 'after' | 'left-out';
  text: string;
}

/** Lines that stay are shown this far around one that changes. */
const CONTEXT = 2;
/** Comparing takes time and memory by the product of both lengths. */
const MOST_LINES = 600;

/** The lines of a JSON document that stands in a text, such as a policy; `undefined` when the text is none. */
function linesOf(text: unknown): string[] | undefined {
  if (typeof text !== 'string' || !/^\s*[{[]/.test(text)) return undefined;
  try {
    const lines = JSON.stringify(JSON.parse(text), undefined, 2).split('\n');
    return lines.length > MOST_LINES ? undefined : lines;
  } catch {
    return undefined;
  }
}

/** At [i][j] how many lines the ends from there have in common, in the same order. */
function commonLengths(before: string[], after: string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      lengths[i][j] =
        before[i] === after[j]
          ? lengths[i + 1][j + 1] + 1
          : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

function compare(before: string[], after: string[]): DiffLine[] {
  const lengths = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: 'same', text: before[i] });
      i += 1;
      j += 1;
    } else if (
      j >= after.length ||
      (i < before.length && lengths[i + 1][j] >= lengths[i][j + 1])
    ) {
      lines.push({ kind: 'before', text: before[i] });
      i += 1;
    } else {
      lines.push({ kind: 'after', text: after[j] });
      j += 1;
    }
  }
  return lines;
}

function shorten(lines: DiffLine[]): DiffLine[] {
  const isNear = lines.map((_, index) =>
    lines
      .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
      .some(({ kind }) => kind !== 'same'),
  );
  return lines.flatMap((line, index): DiffLine[] => {
    if (isNear[index]) return [line];
    const isFirst = index === 0 || isNear[index - 1];
    return isFirst ? [{ kind: 'left-out', text: '…' }] : [];
  });
}

/** What differs between two JSON documents, line by line; `undefined` when one of the values is no such document. */
export function documentDiff(
  before: unknown,
  after: unknown,
): DiffLine[] | undefined {
  const old = linesOf(before);
  const next = linesOf(after);
  return old && next ? shorten(compare(old, next)) : undefined;
}
