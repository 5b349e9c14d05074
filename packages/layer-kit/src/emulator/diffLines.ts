// SPDX-License-Identifier: Apache-2.0

const CONTEXT = 4;

/** The first place where two texts differ, or nothing. */
export function diffLines(left: string, right: string): string {
  const [a, b] = [left.split('\n'), right.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  if (at < 0 && a.length === b.length) return '';
  const from = Math.max((at < 0 ? a.length : at) - CONTEXT, 0);
  const part = (lines: string[], sign: string) =>
    lines.slice(from, from + 2 * CONTEXT).map(line => `${sign} ${line}`);
  return ['terraform (-), cdk (+):', ...part(a, '-'), ...part(b, '+')].join(
    '\n',
  );
}
