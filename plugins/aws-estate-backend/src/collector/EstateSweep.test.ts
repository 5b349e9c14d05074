// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/databases';
import { Mapper } from '../service/Mapper';
import { EntitiesStore } from '../store/EntitiesStore';
import { MapStore } from '../store/MapStore';
import { ResourcesStore } from '../store/ResourcesStore';
import { type SweptResource, SweptStore } from '../store/SweptStore';
import { UnseenTargetError } from '../sources/UnseenTargetError';
import { EstateSweep } from './EstateSweep';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const EU = { accountId: '111111111111', region: 'eu-west-1' };

const queue = (name: string): SweptResource => ({
  arn: `arn:aws:sqs:eu-west-1:111111111111:${name}`,
  ...EU,
  resourceType: 'sqs:queue',
  name,
  tags: {},
});

describe.each(databases.eachSupportedId())('a sweep on %s', id => {
  it('takes nothing for gone when a later page cannot be read, and maps what it has', async () => {
    const db = await migrated(await databases.init(id));
    const resources = new ResourcesStore(db);
    let pages: (SweptResource[] | Error)[] = [];
    const sweep = EstateSweep.create({
      mapper: Mapper.create({
        entities: new EntitiesStore(db),
        map: new MapStore(db),
      }),
      swept: new SweptStore(db),
      source: {
        call: { service: 'tag', operation: 'GetResources' },
        async *list() {
          for (const page of pages) {
            if (page instanceof Error) throw page;
            yield page;
          }
        },
      },
    });
    const names = async () =>
      (await resources.list({ unowned: true, limit: 10 })).map(
        ({ name }) => name,
      );

    pages = [[queue('a')], [queue('b')]];
    expect(await sweep.sweep(EU)).toBe(2);
    expect(await names()).toEqual(['a', 'b']);

    pages = [[queue('c')], new Error('throttled')];
    await expect(sweep.sweep(EU)).rejects.toThrow('throttled');
    expect(await names()).toEqual(['a', 'b', 'c']);

    // A sweep starts at another instant than what it replaces.
    await new Promise(resolve => setTimeout(resolve, 5));
    pages = [[queue('c')]];
    await sweep.sweep(EU);
    expect(await names()).toEqual(['c']);

    pages = [[queue('d')]];
    await expect(sweep.sweep(EU, AbortSignal.abort())).rejects.toThrow(
      'aborted',
    );
    expect(await names()).toEqual(['c']);

    // A source that looks on from elsewhere does not see this account any more.
    const problem = { code: 'not-in-view', hint: 'The view shows nothing' };
    pages = [[], new UnseenTargetError(problem)];
    const { signal } = new AbortController();
    expect(await sweep.collect(EU, signal)).toEqual({
      problems: [{ ...EU, ...problem }],
    });
    expect(await names()).toEqual(['c']);
    pages = [[queue('e')]];
    expect(await sweep.collect(EU, signal)).toEqual({});
    expect(await names()).toEqual(['e']);
  });
});
