// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { lastLines, runLogged } from './logged.mjs';

/** How many files Backstage's linter says it looked at, summed over the packages. */
export function countChecked(output) {
  return [...output.matchAll(/Checked\s+(\d+) files/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

/** One line for each error of an ESLint JSON report, and the number of files which have any. */
export function readEslintReport(root, report) {
  const bad = report.filter(file => file.errorCount > 0);
  const problems = bad.flatMap(({ filePath, messages }) =>
    messages
      .filter(message => message.severity === 2)
      .map(
        ({ line, message, ruleId }) =>
          `${relative(root, filePath)}:${line ?? 1} ${message} (${
            ruleId ?? 'parser'
          })`,
      ),
  );
  return { failed: bad.length, problems };
}

async function lintPackages({ root, env }) {
  const file = join('test-results', 'lint.json');
  rmSync(join(root, file), { force: true });
  const args = ['repo', 'lint', '--format', 'json', '--output-file', file];
  const result = await runLogged('lint', 'backstage-cli', args, {
    cwd: root,
    env,
  });
  const report = existsSync(join(root, file))
    ? JSON.parse(readFileSync(join(root, file), 'utf8'))
    : [];
  return {
    result,
    checked: countChecked(result.stdout),
    ...readEslintReport(root, report),
  };
}

/** The launcher's own files belong to no package, so Backstage's linter does not see them. */
async function lintScripts({ root, env }) {
  const args = ['--ext', '.mjs,.cjs', '--format', 'json', 'scripts'];
  const result = await runLogged('lint-scripts', 'eslint', args, {
    cwd: root,
    env,
  });
  const report = result.stdout.startsWith('[') ? JSON.parse(result.stdout) : [];
  return { result, checked: report.length, ...readEslintReport(root, report) };
}

/** One case per linted file. */
export const lint = {
  name: 'lint',
  async run(context) {
    const parts = [await lintPackages(context), await lintScripts(context)];
    const broken = parts.filter(
      ({ result, failed }) => result.code !== 0 && failed === 0,
    );
    const bad = parts.reduce((sum, { failed }) => sum + failed, 0);
    const checked = parts.reduce((sum, part) => sum + part.checked, 0);
    return {
      name: 'lint',
      passed: checked - bad,
      failed: bad + broken.length,
      skipped: [],
      problems: [
        ...parts.flatMap(part => part.problems).slice(0, 30),
        ...broken.map(({ result }) => lastLines(result)),
      ],
    };
  },
};
