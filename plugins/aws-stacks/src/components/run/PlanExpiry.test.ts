// SPDX-License-Identifier: Apache-2.0
import { describeSpan } from './PlanExpiry';

describe('describeSpan', () => {
  it.each([
    [0, '0 s'],
    [45_000, '45 s'],
    [270_000, '4 min 30 s'],
    [83_400_000, '23 h 10 min'],
    [172_800_000, '2 d 0 h'],
  ])('says %d ms as %s', (milliseconds, words) => {
    expect(describeSpan(milliseconds)).toBe(words);
  });
});
