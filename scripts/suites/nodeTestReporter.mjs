// SPDX-License-Identifier: Apache-2.0
// A reporter for Node's test runner: one JSON line per test case.
export default async function* reporter(source) {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details.type === 'suite' && type === 'test:pass') continue;
    const { name, skip, todo, details } = data;
    const unrun = skip ?? todo;
    const isUnrun = unrun !== undefined && unrun !== false;
    const outcome = isUnrun
      ? 'skipped'
      : type === 'test:pass'
      ? 'passed'
      : 'failed';
    const cause = details.error?.cause ?? details.error;
    const reason = isUnrun
      ? String(unrun)
      : cause?.stack ?? String(cause ?? '');
    yield `${JSON.stringify({ case: outcome, name, reason })}\n`;
  }
}
