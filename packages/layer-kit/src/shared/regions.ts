// SPDX-License-Identifier: Apache-2.0
import { InputError } from '@backstage/errors';

const FENCE = /^ *# <shared ([a-z-]+)>$/;

/** The fenced parts of a template, each with its fences and indentation. */
export function findRegions(text: string): Map<string, string> {
  const regions = new Map<string, string>();
  const lines = text.split('\n');
  lines.forEach((line, start) => {
    const [, name] = FENCE.exec(line) ?? [];
    if (name === undefined) return;
    const end = lines.findIndex(
      (other, index) => index > start && other.trim() === `# </shared ${name}>`,
    );
    if (end < 0) {
      throw new InputError(
        `The fence "# <shared ${name}>" has no end; add "# </shared ${name}>"`,
      );
    }
    regions.set(name, lines.slice(start, end + 1).join('\n'));
  });
  return regions;
}

/** The text with one of its regions replaced. */
export function replaceRegion(
  text: string,
  name: string,
  replacement: string,
): string {
  const region = findRegions(text).get(name);
  return region === undefined ? text : text.replace(region, () => replacement);
}
