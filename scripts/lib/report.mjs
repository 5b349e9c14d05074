// SPDX-License-Identifier: Apache-2.0

/** The result of a suite that found nothing to do or did not get to its end. */
export function failedSuite(name, reason) {
  return { name, passed: 0, failed: 1, skipped: [], problems: [reason] };
}

/**
 * Turns what a suite reports into what counts: a suite without a single case has tested nothing and fails, and so does,
 * in CI, each skip that nobody allowed by naming its suite or its tool.
 */
export function judge(result, { ci, allowedSkips }) {
  const { name, passed, failed, skipped, problems = [] } = result;
  if (passed + failed + skipped.length === 0) {
    return failedSuite(name, 'the suite ran without a single case');
  }
  const refused = ci
    ? skipped.filter(
        skip => ![name, skip.tool].some(word => allowedSkips.includes(word)),
      )
    : [];
  return {
    name,
    passed,
    failed: failed + refused.length,
    skipped: skipped.filter(skip => !refused.includes(skip)),
    problems: [
      ...problems,
      ...refused.map(
        ({ name: what, reason, tool }) =>
          `${what} was skipped: ${reason} (CI allows it with GROUNDWORK_ALLOW_SKIP=${
            tool ?? name
          })`,
      ),
    ],
  };
}

export function parseAllowedSkips(text = '') {
  return text
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

export function total(results) {
  const sum = pick =>
    results.reduce((count, result) => count + pick(result), 0);
  return {
    passed: sum(result => result.passed),
    failed: sum(result => result.failed),
    skipped: sum(result => result.skipped.length),
  };
}

export function plainLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** A table of suites, one line each, with their durations. */
export function table(results) {
  const rows = [
    ['suite', 'passed', 'failed', 'skipped', 'seconds'],
    ...results.map(({ name, passed, failed, skipped, seconds }) => [
      name,
      String(passed),
      String(failed),
      String(skipped.length),
      (seconds ?? 0).toFixed(1),
    ]),
  ];
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  const line = row =>
    row
      .map((cell, at) =>
        at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]),
      )
      .join('  ');
  return rows.map(line).join('\n');
}
