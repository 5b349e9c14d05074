// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
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

/** On few cores one more than there are: a good part of the tests waits for Terraform and for the emulator. */
function workers() {
  const cores = availableParallelism();
  return cores <= 3 ? [`--maxWorkers=${cores + 1}`] : [];
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
    '--testTimeout=60000',
    ...workers(),
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

/** All TypeScript files of the packages, relative to the repository. */
function sourceFiles(root) {
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
    .filter(file => /\.tsx?$/.test(file));
}

/** The test files that use a tool, by themselves or through test utilities that do. */
export function testsThatUse(root, pattern) {
  const texts = new Map(
    sourceFiles(root).map(file => [
      file,
      readFileSync(join(root, file), 'utf8'),
    ]),
  );
  const using = new Set();
  const imported = [];
  const uses = text =>
    pattern.test(text) || imported.some(name => text.includes(`/${name}'`));
  for (let before = -1; before < using.size; ) {
    before = using.size;
    for (const [file, text] of texts) {
      if (using.has(file) || !uses(text)) continue;
      using.add(file);
      if (file.includes('__testUtils__'))
        imported.push(basename(file).replace(/\.tsx?$/, ''));
    }
  }
  return [...using].filter(file => /\.test\.tsx?$/.test(file));
}

const USES_EMULATOR = /startSandbox|launchEmulator|groundwork-sandbox\.js/;
const USES_TERRAFORM = /findTerraform|providerMirror|PROVIDER_MIRROR/;

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
