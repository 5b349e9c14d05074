// SPDX-License-Identifier: Apache-2.0
// Prints each test of `node --test` that is no group as one line of JSON.
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const isGroup = data.details?.type === 'suite';
    const ofChild = data.details?.error?.failureType === 'subtestsFailed';
    if (isGroup && (type === 'test:pass' || ofChild)) continue;
    if (ofChild) continue;
    const reason = data.details?.error?.cause ?? data.details?.error;
    yield `${JSON.stringify({
      name: data.name,
      ok: type === 'test:pass',
      reason: reason ? String(reason.message ?? reason) : undefined,
    })}\n`;
  }
}
