// SPDX-License-Identifier: Apache-2.0
import { ConfigReader } from '@backstage/config';
import { readSettings } from './settings';

const app = { baseUrl: 'http://localhost:3000/' };

describe('readSettings', () => {
  it('asks every ten seconds when nothing is said', () => {
    expect(readSettings(new ConfigReader({ app }))).toEqual({
      appBaseUrl: 'http://localhost:3000',
      schedule: {
        frequency: { seconds: 10 },
        timeout: { minutes: 1 },
        initialDelay: { seconds: 3 },
      },
      reconcileEveryMs: 300_000,
      readOwnersEvery: { seconds: 30 },
    });
  });

  it('takes what the configuration says', () => {
    const catalog = {
      schedule: { frequency: 'PT30S', timeout: 'PT2M' },
      reconcileEvery: { hours: 1 },
      readOwnersEvery: 'PT2M',
    };
    const settings = readSettings(
      new ConfigReader({ app, groundwork: { catalog } }),
    );
    expect(settings).toMatchObject({
      schedule: { frequency: { seconds: 30 }, timeout: { minutes: 2 } },
      reconcileEveryMs: 3_600_000,
      readOwnersEvery: { minutes: 2 },
    });
  });
});
