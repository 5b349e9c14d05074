// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { processedPackages } from './apiReports.mjs';
import { readPlaywrightReport } from './e2e.mjs';
import { selectStages } from './index.mjs';
import { readJestReport, testsThatUse } from './jest.mjs';
import { readNodeTestReport } from './launcher.mjs';
import { countChecked, readEslintReport } from './lint.mjs';
import { readTscOutput } from './types.mjs';

test('--only keeps the order of the stages', () => {
  const [a, b, c] = ['a', 'b', 'c'].map(name => ({ name }));
  assert.deepEqual(selectStages(['c', 'a'], [[a, b], [c]]), [[a], [c]]);
});

test('--only refuses a suite it does not know, and says which it knows', () => {
  assert.throws(
    () => selectStages(['jset'], [[{ name: 'jest' }]], [[{ name: 'e2e' }]]),
    /knows the suites jest, e2e; it was given jset/,
  );
});

test('a suite on request runs when it is named, and else not', () => {
  const [a, b] = ['a', 'b'].map(name => ({ name }));
  assert.deepEqual(selectStages(undefined, [[a]], [[b]]), [[a]]);
  assert.deepEqual(selectStages(['b'], [[a]], [[b]]), [[b]]);
});

test('reads from the compiler which files of ours it checked and which are bad', () => {
  const { checked, bad, errors } = readTscOutput(
    '/repo',
    [
      'plugins/a/src/x.ts(1,2): error TS2322: Type mismatch.',
      'plugins/a/src/x.ts(9,2): error TS2322: Type mismatch.',
      '/repo/node_modules/zod/index.d.ts',
      '/repo/plugins/a/src/x.ts',
      '/repo/plugins/a/src/y.tsx',
      '/elsewhere/z.ts',
    ].join('\n'),
  );
  assert.deepEqual(checked, [
    '/repo/plugins/a/src/x.ts',
    '/repo/plugins/a/src/y.tsx',
  ]);
  assert.deepEqual(bad, ['/repo/plugins/a/src/x.ts']);
  assert.equal(errors.length, 2);
});

test('reads from the linter how many files it checked and what it found', () => {
  assert.equal(
    countChecked(
      'Checked  12 files in plugins/a 1.2s\nChecked   3 files in plugins/b 0.1s',
    ),
    15,
  );
  const messages = [
    { severity: 2, line: 4, message: 'No.', ruleId: 'max-lines' },
    { severity: 1, line: 5, message: 'Perhaps.', ruleId: 'other' },
  ];
  const report = [
    { filePath: '/repo/a.ts', errorCount: 1, messages },
    { filePath: '/repo/b.ts', errorCount: 0, messages: [] },
  ];
  assert.deepEqual(readEslintReport('/repo', report), {
    failed: 1,
    problems: ['a.ts:4 No. (max-lines)'],
  });
});

test('reads a Jest report: a file that did not load is a failure, a skipped test is a skip', () => {
  const assertion = (fullName, status) => ({
    fullName,
    status,
    failureMessages: [`${fullName} broke`],
  });
  const summary = readJestReport({
    testResults: [
      {
        status: 'failed',
        name: 'a.test.ts',
        message: 'Cannot find module',
        assertionResults: [],
      },
      {
        status: 'failed',
        name: 'b.test.ts',
        assertionResults: [
          assertion('adds', 'passed'),
          assertion('divides', 'failed'),
          assertion('waits', 'pending'),
        ],
      },
    ],
  });
  assert.deepEqual(summary, {
    passed: 1,
    failed: 2,
    skipped: [{ name: 'waits', reason: 'marked pending in its test file' }],
    problems: ['a.test.ts\nCannot find module', 'divides\ndivides broke'],
  });
});

test('reads the lines of the reporter for Node’s test runner', () => {
  const lines = [
    { case: 'passed', name: 'a', reason: '' },
    { case: 'failed', name: 'b', reason: 'because' },
    { case: 'skipped', name: 'c', reason: 'no tool' },
  ];
  assert.deepEqual(
    readNodeTestReport(
      `noise\n${lines.map(line => JSON.stringify(line)).join('\n')}\n`,
    ),
    {
      passed: 1,
      failed: 1,
      skipped: [{ name: 'c', reason: 'no tool' }],
      problems: ['b\nbecause'],
    },
  );
});

test('reads which packages API Extractor has looked at', () => {
  const output =
    '# Generating package API reports\n## Processing plugins/a\n## Processing plugins/b\nError: no';
  assert.deepEqual(processedPackages(output), ['plugins/a', 'plugins/b']);
});

test('reads a Playwright report with its groups; a flaky test is a failed one', () => {
  const spec = (title, status, message) => ({
    title,
    tests: [{ status, results: [{ error: message && { message } }] }],
  });
  const summary = readPlaywrightReport({
    errors: [{ message: 'setup broke' }],
    suites: [
      {
        title: 'main.test.ts',
        specs: [spec('opens', 'expected'), spec('waits', 'skipped')],
        suites: [
          {
            title: 'kms',
            specs: [
              spec('applies', 'unexpected', 'no button'),
              spec('plans', 'flaky', 'late'),
            ],
          },
        ],
      },
    ],
  });
  assert.deepEqual(summary, {
    passed: 1,
    failed: 3,
    skipped: [
      {
        name: 'main.test.ts › waits',
        reason: 'skipped by its test file or after a failure before it',
      },
    ],
    problems: [
      'setup broke',
      'main.test.ts › kms › applies\nno button',
      'main.test.ts › kms › plans\nlate',
    ],
  });
});

test('finds the test files that use a tool, also through test utilities', t => {
  const root = mkdtempSync(join(tmpdir(), 'groundwork-uses-'));
  t.after(() => rmSync(root, { recursive: true }));
  const files = {
    'packages/a/src/direct.test.ts': 'startSandbox()',
    'packages/a/src/none.test.ts': "import { x } from './Bench2'",
    'plugins/b/src/__testUtils__/Process.ts': 'startSandbox()',
    'plugins/b/src/__testUtils__/Bench.ts': "import { P } from './Process';",
    'plugins/b/src/deep/one.test.ts': "from '../__testUtils__/Bench';",
    'plugins/b/src/other.ts': 'startSandbox()',
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  assert.deepEqual(testsThatUse(root, /startSandbox/).sort(), [
    'packages/a/src/direct.test.ts',
    'plugins/b/src/deep/one.test.ts',
  ]);
});
