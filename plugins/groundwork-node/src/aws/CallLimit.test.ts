// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { AwsClients } from './AwsClients';

const TARGET = { accountId: '111111111111', region: 'eu-west-1' };

function makeClients() {
  const config = new ConfigReader({});
  return AwsClients.fromConfig({ config, logger: mockServices.logger.mock() });
}

describe('AwsClients.limit', () => {
  it('runs no more at once than it may, and others apart', async () => {
    const clients = makeClients();
    let running = 0;
    let most = 0;
    const call = async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
    };
    const limits = Array.from({ length: 12 }, () =>
      clients.limit(TARGET, 'tag', { concurrent: 2 }),
    );
    await Promise.all(limits.map(run => run(call)));
    expect(most).toBe(2);
    const other = clients.limit({ ...TARGET, region: 'us-east-1' }, 'tag');
    await Promise.all([1, 2, 3, 4].map(() => other(call)));
    expect(most).toBe(4);
  });

  it('keeps a rate after a burst', async () => {
    const limit = makeClients().limit(TARGET, 'securityhub', {
      ratePerSecond: 20,
      burst: 3,
      concurrent: 10,
    });
    const startedAt = Date.now();
    const at = await Promise.all(
      Array.from({ length: 9 }, () =>
        limit(async () => Date.now() - startedAt),
      ),
    );
    expect(at[2]).toBeLessThan(45);
    // Six more at 20 in a second.
    expect(Math.max(...at)).toBeGreaterThanOrEqual(270);
  });

  it('passes values and errors on, and makes no call that was given up', async () => {
    const limit = makeClients().limit(TARGET, 's3', { concurrent: 1 });
    await expect(limit(async () => 7)).resolves.toBe(7);
    await expect(
      limit(async () => {
        throw new Error('denied');
      }),
    ).rejects.toThrow('denied');
    const controller = new AbortController();
    const call = jest.fn(async () => 8);
    const first = limit(() => sleep(20));
    const second = limit(call, controller.signal);
    controller.abort();
    await first;
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    expect(call).not.toHaveBeenCalled();
  });
});
