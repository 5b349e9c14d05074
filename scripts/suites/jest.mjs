// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../lib/postgres.mjs';
import { lastLines, runLogged } from './logged.mjs';

const firstLines = (text, count) => text.split('\n').slice(0, count).join('\n');

/** Reads Jest's JSON report. A test file that could not even be loaded counts as one failure. */
export function readJestReport(report) {
  const unloaded = report.testResults.filter(
    file => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const cases = report.testResults.flatMap(file => file.assertionResults);
  const failing = cases.filter(({ status }) => status === 'failed');
  const unrun = cases.filter(
    ({ status }) => !['passed', 'failed'].includes(status),
  );
  return {
    passed: cases.filter(({ status }) => status === 'passed').length,
    failed: failing.length + unloaded.length,
    skipped: unrun.map(({ fullName, status }) => ({
      name: fullName,
      reason: `marked ${status} in its test file`,
    })),
    problems: [
      ...unloaded.map(
        ({ name, message }) => `${name}\n${firstLines(message, 12)}`,
      ),
      ...failing.map(
        ({ fullName, failureMessages }) =>
          `${fullName}\n${firstLines(failureMessages.join('\n'), 12)}`,
      ),
    ],
  };
}

async function runJest({ root, env }) {
  const file = join(root, 'test-results', 'jest.json');
  rmSync(file, { force: true });
  const args = [
    'repo',
    'test',
    '--watchAll=false',
    '--json',
    '--outputFile',
    file,
  ];
  const result = await runLogged('jest', 'backstage-cli', args, {
    cwd: root,
    env,
  });
  if (!existsSync(file))
    throw new Error(
      `Jest wrote no report, see ${result.log}\n${lastLines(result)}`,
    );
  const summary = readJestReport(JSON.parse(readFileSync(file, 'utf8')));
  if (result.code === 0 || summary.failed > 0) return summary;
  return { ...summary, failed: 1, problems: [lastLines(result)] };
}

/** Jest over all packages, one case per test; stores and migrations run on SQLite and on PostgreSQL. */
export const jest = {
  name: 'jest',
  async run({ root, env }) {
    const postgres = await startPostgres();
    const databases = postgres.ok
      ? { BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres.url }
      : {};
    try {
      // Without this, a CI without Docker would try databases in containers and fail.
      const withoutDocker = { BACKSTAGE_TEST_DISABLE_DOCKER: '1' };
      const summary = await runJest({
        root,
        env: { ...env, ...databases, ...withoutDocker },
      });
      const missing = {
        name: 'stores and migrations on PostgreSQL',
        reason: postgres.reason,
        tool: 'postgres',
      };
      return {
        name: 'jest',
        ...summary,
        skipped: postgres.ok ? summary.skipped : [...summary.skipped, missing],
      };
    } finally {
      if (postgres.ok) await postgres.stop();
    }
  },
};
