// SPDX-License-Identifier: Apache-2.0
import { mockServices } from '@backstage/backend-test-utils';
import {
  type CollectorTarget,
  NotInstalledError,
} from '@groundwork/backstage-plugin-groundwork-common';
import { EstateUsage } from './EstateUsage';

const TARGET = { accountId: '111111111111', region: 'eu-west-1' };
const FRESHNESS = { targets: 1, failed: 0 };

const swept = (region: string, succeededAt?: string): CollectorTarget => ({
  collectorId: 'estate',
  accountId: TARGET.accountId,
  region,
  state: succeededAt ? 'ok' : 'never',
  succeededAt,
  problems: [],
});

/** An estate with these sweeps and 7 resources of any type. */
function usageWith(items: CollectorTarget[] | Error) {
  const listResources = jest.fn(async () => ({
    items: [],
    totalItems: 7,
    problems: [],
    freshness: FRESHNESS,
  }));
  const usage = EstateUsage.create({
    auth: mockServices.auth(),
    estate: {
      resolve: () => Promise.reject(new Error('not asked')),
      listOwningEntities: () => Promise.reject(new Error('not asked')),
      getFreshness: async () => {
        if (items instanceof Error) throw items;
        return { items, freshness: FRESHNESS };
      },
      listResources,
    },
  });
  return { usage, listResources };
}

const AT = '2026-11-20T10:00:00Z';

it('counts what was read to its end', async () => {
  const { usage, listResources } = usageWith([
    swept('eu-west-1', AT),
    swept('us-east-1'),
  ]);
  expect(await usage.count('ec2:vpc', TARGET)).toEqual({
    kind: 'known',
    count: 7,
  });
  expect(listResources).toHaveBeenCalledWith(
    { ...TARGET, resourceType: 'ec2:vpc', limit: 1 },
    { credentials: expect.anything() },
  );
});

it('counts over the account only when all of its Regions were read', async () => {
  const everywhere = { ...TARGET, region: 'global' };
  const half = usageWith([swept('eu-west-1', AT), swept('us-east-1')]);
  expect(await half.usage.count('s3:bucket', everywhere)).toEqual({
    kind: 'unknown',
    because: 'aws-estate has not yet read all of 111111111111/global',
  });
  const whole = usageWith([swept('eu-west-1', AT), swept('us-east-1', AT)]);
  expect(await whole.usage.count('s3:bucket', everywhere)).toEqual({
    kind: 'known',
    count: 7,
  });
  expect(whole.listResources.mock.calls[0]).toEqual([
    { accountId: TARGET.accountId, resourceType: 's3:bucket', limit: 1 },
    { credentials: expect.anything() },
  ]);
});

it.each([
  [[], 'aws-estate has not yet read all of 111111111111/eu-west-1'],
  [new NotInstalledError('aws-estate'), 'aws-estate is not installed'],
  [new TypeError('fetch failed'), 'aws-estate does not answer (TypeError)'],
])('says why nothing is known: %#', async (items, because) => {
  expect(await usageWith(items).usage.count('ec2:vpc', TARGET)).toEqual({
    kind: 'unknown',
    because,
  });
});
