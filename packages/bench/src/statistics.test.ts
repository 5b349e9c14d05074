// SPDX-License-Identifier: Apache-2.0
import { conclude, median, percentile } from './statistics';

describe('statistics', () => {
  it('takes the middle sample as the median, or the mean of the two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('takes the 95th percentile by nearest rank', () => {
    expect(
      percentile(
        Array.from({ length: 100 }, (_, i) => i + 1),
        0.95,
      ),
    ).toBe(95);
    expect(percentile([7], 0.95)).toBe(7);
  });

  it('refuses to conclude from nothing', () => {
    expect(() => percentile([], 0.5)).toThrow('at least one sample');
  });

  it('says whether a ratio holds, and against what', () => {
    const figure = {
      name: 'x/y',
      unit: 'ratio',
      target: 1.15,
      statistic: 'median',
    } as const;
    expect(conclude(figure, { samples: [12, 10, 11], baseline: [10] })).toEqual(
      {
        name: 'x/y',
        value: 1.1,
        unit: 'ratio',
        target: 1.15,
        holds: true,
        baseline: 10,
      },
    );
    expect(conclude(figure, { samples: [12], baseline: [10] }).holds).toBe(
      false,
    );
    expect(() => conclude(figure, { samples: [12] })).toThrow('no baseline');
  });

  it('takes the median of rounds, each against its own baseline', () => {
    const figure = { name: 'x/y', unit: 'ratio', statistic: 'p95' } as const;
    const rounds = [
      { samples: [30, 10], baseline: [10] },
      { samples: [40], baseline: [20] },
      { samples: [5], baseline: [5] },
    ];
    expect(conclude({ ...figure, target: 2 }, rounds)).toMatchObject({
      value: 2,
      holds: true,
      baseline: 10,
    });
  });

  it('holds a least value, and promises nothing without a target', () => {
    const figure = { name: 'x/y', unit: 's', statistic: 'median' } as const;
    const least = { ...figure, target: 0.5, bound: 'least' } as const;
    expect(conclude(least, { samples: [0.4] }).holds).toBe(false);
    expect(conclude(least, { samples: [0.5] }).holds).toBe(true);
    expect(conclude(figure, { samples: [9] })).toMatchObject({
      target: null,
      holds: true,
    });
  });
});
