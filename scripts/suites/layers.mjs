// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { lastLines, runLogged } from './logged.mjs';

/** Reads the JSON lines of `layers check --json`: one `{ layer, rule, ok, problem }` for each rule a layer was held to. */
export function readLayersReport(output) {
  const cases = output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line));
  const broken = cases.filter(({ ok }) => !ok);
  return {
    passed: cases.length - broken.length,
    failed: broken.length,
    skipped: [],
    problems: broken.map(
      ({ layer, rule, problem }) => `${layer}: ${rule}: ${problem}`,
    ),
  };
}

/** The rules that every layer folder keeps, one case per layer and rule. */
export const layers = {
  name: 'layers',
  async run({ root, env }) {
    const program = join(root, 'packages', 'layer-kit', 'bin', 'layers.js');
    const result = await runLogged(
      'layers',
      process.execPath,
      [program, 'check', '--json'],
      { cwd: root, env },
    );
    const summary = readLayersReport(result.stdout);
    if (result.code === 0 || summary.failed > 0)
      return { name: 'layers', ...summary };
    return {
      name: 'layers',
      ...summary,
      failed: 1,
      problems: [lastLines(result)],
    };
  },
};
