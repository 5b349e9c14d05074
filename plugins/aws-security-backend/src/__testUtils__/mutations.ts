// SPDX-License-Identifier: Apache-2.0

/** Numbers below 1 that are the same each time, by a linear congruence. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) % 2 ** 32;
    return ((state + 2 ** 32) % 2 ** 32) / 2 ** 32;
  };
}

const JUNK: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'SEVERE',
  '\0',
  '\ud800',
  'x'.repeat(3_000),
  -1,
  NaN,
  1e308,
  true,
  [],
  [null],
  ['a', 1, {}],
  {},
  { Status: 7, Label: [], Id: {} },
  new Date(NaN),
  new Date('2026-11-11T00:00:00Z'),
  '0000-00-00T00:00:00Z',
  '<script>alert(1)</script>',
  "'; DROP TABLE findings; --",
];

/** A copy in which one to four fields, at any depth, are something else. */
export function mutate(
  finding: Record<string, unknown>,
  random: () => number,
): unknown {
  let mutated: unknown = finding;
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time += 1) mutated = change(mutated, random);
  return mutated;
}

function change(value: unknown, random: () => number): unknown {
  const keep = random();
  if (Array.isArray(value) && value.length > 0 && keep > 0.2) {
    const at = Math.floor(random() * value.length);
    return value.map((item, index) =>
      index === at ? change(item, random) : item,
    );
  }
  if (isRecord(value) && Object.keys(value).length > 0 && keep > 0.02) {
    const keys = Object.keys(value);
    const key = keys[Math.floor(random() * keys.length)];
    return { ...value, [key]: change(value[key], random) };
  }
  return JUNK[Math.floor(random() * JUNK.length)];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
