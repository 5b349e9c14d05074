// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  judge,
  parseAllowedSkips,
  plainLine,
  table,
  total,
} from './report.mjs';

const result = { name: 'jest', passed: 3, failed: 0, skipped: [] };
const skip = {
  name: 'stores on PostgreSQL',
  reason: 'no PostgreSQL',
  tool: 'postgres',
};

test('sums the suites into one plain line', () => {
  const sums = total([result, { ...result, failed: 2, skipped: [skip] }]);
  assert.equal(plainLine(sums), '6 passed, 2 failed, 1 skipped');
});

test('a suite with zero cases is a failure', () => {
  const judged = judge(
    { name: 'jest', passed: 0, failed: 0, skipped: [] },
    { ci: false, allowedSkips: [] },
  );
  assert.equal(judged.failed, 1);
  assert.deepEqual(judged.problems, ['the suite ran without a single case']);
});

test('a skip is only counted outside CI', () => {
  const judged = judge(
    { ...result, skipped: [skip] },
    { ci: false, allowedSkips: [] },
  );
  assert.equal(plainLine(total([judged])), '3 passed, 0 failed, 1 skipped');
});

test('in CI a skip is a failure which says how to allow it', () => {
  const judged = judge(
    { ...result, skipped: [skip] },
    { ci: true, allowedSkips: [] },
  );
  assert.equal(plainLine(total([judged])), '3 passed, 1 failed, 0 skipped');
  assert.match(
    judged.problems[0],
    /no PostgreSQL \(CI allows it with GROUNDWORK_ALLOW_SKIP=postgres\)/,
  );
});

for (const name of ['postgres', 'jest']) {
  test(`in CI a skip is allowed by the name ${name}`, () => {
    const allowedSkips = parseAllowedSkips(`terraform, ${name}`);
    const judged = judge(
      { ...result, skipped: [skip] },
      { ci: true, allowedSkips },
    );
    assert.equal(plainLine(total([judged])), '3 passed, 0 failed, 1 skipped');
  });
}

test('a skip that names no tool is not allowed by an empty list', () => {
  const judged = judge(
    { ...result, skipped: [{ name: 'x', reason: 'y' }] },
    { ci: true, allowedSkips: [] },
  );
  assert.equal(judged.failed, 1);
});

test('the table aligns its columns', () => {
  assert.equal(
    table([{ ...result, seconds: 1.25 }]),
    'suite  passed  failed  skipped  seconds\njest        3       0        0      1.3',
  );
});
