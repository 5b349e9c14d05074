// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium } from '../lib/chromium.mjs';
import { lastLines, runLogged } from './logged.mjs';
import { toolEnvironment } from './tools.mjs';

/** All cases of a Playwright JSON report, with the names of the files and groups they stand in. */
function casesOf(suites, path = []) {
  return suites.flatMap(suite => {
    const here = [...path, suite.title].filter(Boolean);
    const own = (suite.specs ?? []).flatMap(spec =>
      spec.tests.map(test => ({
        name: [...here, spec.title].join(' › '),
        status: test.status,
        results: test.results,
      })),
    );
    return [...own, ...casesOf(suite.suites ?? [], here)];
  });
}

/** Reads a Playwright JSON report. A flaky case has failed once, and counts as failed. */
export function readPlaywrightReport({ suites, errors = [] }) {
  const cases = casesOf(suites);
  const of = status => cases.filter(test => test.status === status);
  const failing = [...of('unexpected'), ...of('flaky')];
  const reasonOf = ({ results }) =>
    results
      .map(result => result.error?.message ?? '')
      .join('\n')
      .split('\n')
      .slice(0, 8)
      .join('\n');
  return {
    passed: of('expected').length,
    failed: failing.length + errors.length,
    skipped: of('skipped').map(({ name }) => ({
      name,
      reason: 'skipped by its test file or after a failure before it',
    })),
    problems: [
      ...errors.map(({ message }) => message),
      ...failing.map(test => `${test.name}\n${reasonOf(test)}`),
    ],
  };
}

/** The browser tests over `npm start`, one case per test. */
export const e2e = {
  name: 'e2e',
  async run({ root, env }) {
    const [chromium, tools] = await Promise.all([
      ensureChromium(env),
      toolEnvironment(env),
    ]);
    const { python, terraform } = tools;
    const missing = Object.entries({ chromium, python, terraform }).filter(
      ([, tool]) => !tool.ok,
    );
    if (missing.length > 0) {
      const skipped = missing.map(([tool, { reason }]) => ({
        name: 'browser tests',
        reason,
        tool,
      }));
      return { name: 'e2e', passed: 0, failed: 0, skipped };
    }
    const file = join(root, 'test-results', 'e2e.json');
    rmSync(file, { force: true });
    const result = await runLogged('e2e', 'playwright', ['test'], {
      cwd: root,
      env: { ...tools.env, GROUNDWORK_CHROMIUM: chromium.executablePath },
    });
    if (!existsSync(file))
      throw new Error(
        `Playwright wrote no report, see ${result.log}\n${lastLines(result)}`,
      );
    const summary = readPlaywrightReport(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    if (result.code === 0 || summary.failed > 0)
      return { name: 'e2e', ...summary };
    return {
      name: 'e2e',
      ...summary,
      failed: 1,
      problems: [lastLines(result)],
    };
  },
};
