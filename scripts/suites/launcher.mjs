// SPDX-License-Identifier: Apache-2.0
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines, runLogged } from './logged.mjs';

/** The test files of the launcher itself. */
function testFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return testFiles(path);
    return entry.name.endsWith('.test.mjs') ? [path] : [];
  });
}

/** Reads the lines of nodeTestReporter.mjs. */
export function readNodeTestReport(text) {
  const cases = text
    .split('\n')
    .filter(line => line.startsWith('{"case"'))
    .map(line => JSON.parse(line));
  const of = outcome => cases.filter(({ case: kind }) => kind === outcome);
  return {
    passed: of('passed').length,
    failed: of('failed').length,
    skipped: of('skipped').map(({ name, reason }) => ({ name, reason })),
    problems: of('failed').map(({ name, reason }) => `${name}\n${reason}`),
  };
}

/** Node's own test runner over the launcher, which must not need an installed package to be tested. */
export const launcher = {
  name: 'launcher',
  async run({ root, env }) {
    const reporter = join(root, 'scripts', 'suites', 'nodeTestReporter.mjs');
    const args = [
      '--test',
      `--test-reporter=${reporter}`,
      ...testFiles(join(root, 'scripts')),
    ];
    const result = await runLogged('launcher', process.execPath, args, {
      cwd: root,
      env,
    });
    const summary = readNodeTestReport(result.stdout);
    if (result.code !== 0 && summary.failed === 0) {
      return {
        name: 'launcher',
        ...summary,
        failed: 1,
        problems: [lastLines(result)],
      };
    }
    return { name: 'launcher', ...summary };
  },
};
