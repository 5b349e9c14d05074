// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../lib/postgres.mjs';
import { lastLines, runLogged } from './logged.mjs';
import { toolEnvironment } from './tools.mjs';

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

async function runJest({ root, env, ignored }) {
  const file = join(root, 'test-results', 'jest.json');
  rmSync(file, { force: true });
  const ignore =
    ignored.length > 0
      ? ['--testPathIgnorePatterns', '/node_modules/', ...ignored]
      : [];
  const args = [
    'repo',
    'test',
    '--watchAll=false',
    '--json',
    '--outputFile',
    file,
    ...ignore,
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

/** The test files whose text says that they use a tool. */
function testsThatUse(root, pattern) {
  return ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(join(root, folder)).map(name => join(folder, name, 'src')),
    )
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true }).map(name =>
        join(folder, name),
      ),
    )
    .filter(file => /\.test\.tsx?$/.test(file))
    .filter(file => pattern.test(readFileSync(join(root, file), 'utf8')));
}

const USES_EMULATOR =
  /startSandbox|launchEmulator|groundwork-sandbox\.js|TestBench|KillBench/;
const USES_TERRAFORM = /TestBench|KillBench|Terraform against the emulator/;

/** The files of a tool that is missing, and why each is skipped. */
function skippedFor(root, name, tool, pattern) {
  if (tool.ok) return [];
  return testsThatUse(root, pattern).map(file => ({
    name: file,
    reason: tool.reason,
    tool: name,
  }));
}

/** What the tests use besides Node: where a tool is missing, what needs it is skipped with the reason. */
async function findTools({ root, env }) {
  const [postgres, tools] = await Promise.all([
    startPostgres(),
    toolEnvironment(env),
  ]);
  const skipped = [
    ...skippedFor(root, 'python', tools.python, USES_EMULATOR),
    ...skippedFor(root, 'terraform', tools.terraform, USES_TERRAFORM),
  ];
  const ignored = [...new Set(skipped.map(({ name }) => name))];
  if (!postgres.ok) {
    skipped.push({
      name: 'stores and migrations on PostgreSQL',
      reason: postgres.reason,
      tool: 'postgres',
    });
  }
  return {
    ignored,
    skipped,
    stop: postgres.ok ? postgres.stop : async () => {},
    env: {
      ...tools.env,
      // Without this, a CI without Docker would try databases in containers and fail.
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      ...(postgres.ok && {
        BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING: postgres.url,
      }),
    },
  };
}

/** Jest over all packages, one case per test; stores and migrations run on SQLite and on PostgreSQL. */
export const jest = {
  name: 'jest',
  async run({ root, env }) {
    const tools = await findTools({ root, env });
    try {
      const summary = await runJest({
        root,
        env: tools.env,
        ignored: tools.ignored,
      });
      return {
        name: 'jest',
        ...summary,
        skipped: [...summary.skipped, ...tools.skipped],
      };
    } finally {
      await tools.stop();
    }
  },
};
