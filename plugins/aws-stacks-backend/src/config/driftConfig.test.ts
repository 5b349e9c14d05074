// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readDriftConfig } from './driftConfig';

const read = (drift?: JsonObject) =>
  readDriftConfig(
    new ConfigReader(drift ? { groundwork: { stacks: { drift } } } : {}),
  );

describe('readDriftConfig', () => {
  it('looks at each stack every six hours, one at a time, unless it is told otherwise', () => {
    expect(read()).toEqual({
      enabled: true,
      everyMs: 6 * 60 * 60 * 1000,
      concurrency: 1,
    });
    expect(
      read({ enabled: false, every: { hours: 1 }, concurrency: 3 }),
    ).toEqual({ enabled: false, everyMs: 60 * 60 * 1000, concurrency: 3 });
  });

  it.each<[JsonObject, string]>([
    [{ every: { seconds: 30 } }, 'drift.every must be at least 5 minutes'],
    [{ concurrency: 0 }, 'drift.concurrency must be a whole number'],
    [{ concurrency: 1.5 }, 'got 1.5'],
  ])('refuses %j', (drift, message) => {
    expect(() => read(drift)).toThrow(message);
  });
});
