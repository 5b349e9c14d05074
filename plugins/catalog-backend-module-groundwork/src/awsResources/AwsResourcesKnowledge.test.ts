// SPDX-License-Identifier: Apache-2.0
import { AwsResourcesKnowledge } from './AwsResourcesKnowledge';

const SWEPT = '2026-01-01T00:00:00.000Z';
const FRESH = { oldestAt: SWEPT, newestAt: SWEPT, targets: 2, failed: 0 };
const WHOLE = { freshness: FRESH, problems: [] };
const HOUR_MS = 60 * 60_000;

describe('AwsResourcesKnowledge', () => {
  let now = Date.parse(SWEPT);
  const knowing = () => AwsResourcesKnowledge.create(() => now);

  it('knows nothing at first', () => {
    expect(knowing().shows('component:default/a')).toBeUndefined();
  });

  it('says who has nothing only once all accounts were read, and for a day', () => {
    const knowledge = knowing();
    const { oldestAt: _, ...never } = FRESH;
    const part = { freshness: never, problems: [] };
    knowledge.learn(new Set(['component:default/a']), part);
    expect(knowledge.shows('component:default/a')).toBe(true);
    expect(knowledge.shows('component:default/b')).toBeUndefined();

    knowledge.learn(new Set(['component:default/a']), WHOLE);
    now += 23 * HOUR_MS;
    expect(knowledge.shows('component:default/b')).toBe(false);
    now += 2 * HOUR_MS;
    expect(knowledge.shows('component:default/b')).toBeUndefined();
    expect(knowledge.shows('component:default/a')).toBe(true);
  });

  it('does not say so while there may be accounts that nobody knows', () => {
    const knowledge = knowing();
    now = Date.parse(SWEPT);
    const hint = 'The accounts of the organization could not be listed';
    const problems = [{ code: 'organization-not-listed', hint }];
    knowledge.learn(new Set(), { ...WHOLE, problems });
    expect(knowledge.shows('component:default/b')).toBeUndefined();
    knowledge.learn(new Set(), WHOLE);
    expect(knowledge.shows('component:default/b')).toBe(false);
  });

  it('tells what differs from the answer before', () => {
    const knowledge = knowing();
    expect(knowledge.learn(new Set(['a', 'b']), WHOLE)).toEqual(['a', 'b']);
    expect(knowledge.learn(new Set(['b', 'c']), WHOLE)).toEqual(['c', 'a']);
    expect(knowledge.learn(new Set(['b', 'c']), WHOLE)).toEqual([]);
  });
});
