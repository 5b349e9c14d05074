// SPDX-License-Identifier: Apache-2.0
import { AwsResourcesKnowledge } from './AwsResourcesKnowledge';

const SWEPT = '2026-01-01T00:00:00.000Z';
const FRESH = { oldestAt: SWEPT, newestAt: SWEPT, targets: 2, failed: 0 };
const REFS = ['a', 'b', 'c'].map(name => `component:default/${name}`);
const [A, B, C] = REFS;
const ENTITIES = REFS.map(entityRef => ({ entityRef }));
const WHOLE = { entities: ENTITIES, freshness: FRESH, problems: [] };
const HOUR_MS = 60 * 60_000;

describe('AwsResourcesKnowledge', () => {
  let now = Date.parse(SWEPT);
  const knowing = () => AwsResourcesKnowledge.create(() => now);

  it('knows nothing at first', () => {
    expect(knowing().shows(A)).toBeUndefined();
  });

  it('says who has nothing only once all accounts were read, and for a day', () => {
    const knowledge = knowing();
    const { oldestAt: _, ...never } = FRESH;
    const part = { ...WHOLE, freshness: never };
    knowledge.learn(new Set([A]), part);
    expect(knowledge.shows(A)).toBe(true);
    expect(knowledge.shows(B)).toBeUndefined();

    knowledge.learn(new Set([A]), WHOLE);
    now += 23 * HOUR_MS;
    expect(knowledge.shows(B)).toBe(false);
    now += 2 * HOUR_MS;
    expect(knowledge.shows(B)).toBeUndefined();
    expect(knowledge.shows(A)).toBe(true);
  });

  it('does not say so while there may be accounts that nobody knows', () => {
    const knowledge = knowing();
    now = Date.parse(SWEPT);
    const hint = 'The accounts of the organization could not be listed';
    const problems = [{ code: 'organization-not-listed', hint }];
    knowledge.learn(new Set(), { ...WHOLE, problems });
    expect(knowledge.shows(B)).toBeUndefined();
    knowledge.learn(new Set(), WHOLE);
    expect(knowledge.shows(B)).toBe(false);
  });

  it('does not say so of one who came after the last sweep', () => {
    const knowledge = knowing();
    now = Date.parse(SWEPT) + HOUR_MS;
    knowledge.learn(new Set(), { ...WHOLE, entities: [{ entityRef: A }] });
    expect(knowledge.learn(new Set(), WHOLE)).toEqual([]);
    expect(REFS.map(ref => knowledge.shows(ref))).toEqual([
      false,
      undefined,
      undefined,
    ]);
    const oldestAt = new Date(now + HOUR_MS).toISOString();
    const later = { ...WHOLE, freshness: { ...FRESH, oldestAt } };
    const same = { ...later, entities: undefined };
    expect(knowledge.learn(new Set([B]), same)).toEqual([B, C]);
    expect(REFS.map(ref => knowledge.shows(ref))).toEqual([false, true, false]);
  });

  it('tells what differs from the answer before', () => {
    const knowledge = knowing();
    expect(knowledge.learn(new Set([A, B]), WHOLE)).toEqual([A, B]);
    expect(knowledge.learn(new Set([B, C]), WHOLE)).toEqual([C, A]);
    expect(knowledge.learn(new Set([B, C]), WHOLE)).toEqual([]);
  });
});
