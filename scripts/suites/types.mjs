// SPDX-License-Identifier: Apache-2.0
import { isAbsolute, relative, resolve } from 'node:path';
import { lastLines, runLogged } from './logged.mjs';

/** Reads the compiler's output: which files of ours it checked, which of them have errors. */
export function readTscOutput(root, output) {
  const lines = output.split('\n').map(line => line.trim());
  const errors = lines.filter(line => /error TS\d+:/.test(line));
  const inRoot = path =>
    !relative(root, path).startsWith('..') && !path.includes('node_modules');
  const checked = new Set(
    lines.filter(
      line => isAbsolute(line) && /\.[cm]?[jt]sx?$/.test(line) && inRoot(line),
    ),
  );
  const bad = new Set(
    errors.map(line => resolve(root, line.split(/\(\d+,\d+\)/)[0])),
  );
  return { checked: [...checked], bad: [...bad], errors };
}

/** One case per source file of this repository that the compiler has checked. */
export const types = {
  name: 'types',
  async run({ root, env }) {
    const result = await runLogged(
      'types',
      'tsc',
      ['--listFiles', '--pretty', 'false'],
      { cwd: root, env },
    );
    const { checked, bad, errors } = readTscOutput(root, result.stdout);
    const failed = result.code === 0 ? 0 : Math.max(1, bad.length);
    const problems =
      errors.length > 0 ? errors.slice(0, 30) : [lastLines(result)];
    return {
      name: 'types',
      passed: checked.filter(path => !bad.includes(path)).length,
      failed,
      skipped: [],
      problems: failed > 0 ? problems : [],
    };
  },
};
