// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  findingDetailSchema,
  findingSchema,
} from '@groundwork/backstage-plugin-groundwork-common';
import {
  CONTEXT,
  TARGET,
  controlFinding,
  guardDutyFinding,
} from '../__testUtils__/asff';
import { migrated } from '../__testUtils__/databases';
import { mutate, seededRandom } from '../__testUtils__/mutations';
import { parseFinding } from '../service/asff';
import { FindingsStore } from './FindingsStore';
import { FindingsWriter } from './FindingsWriter';
import { OwnershipStore } from './OwnershipStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const COUNT = 2_500;
const ORDERS = 'component:default/orders';

jest.setTimeout(120_000);

/** What has to be there, and is told of when it is not. */
const REQUIRED = ['Id', 'ProductArn', 'Title', 'CreatedAt', 'UpdatedAt'];

describe.each(databases.eachSupportedId())('mutated findings on %s', id => {
  it('are all stored, all valid on the wire, and their problems are there', async () => {
    const random = seededRandom(20_261_121);
    const raws = Array.from({ length: COUNT }, (_, index) =>
      mutate(
        (index % 2 ? controlFinding : guardDutyFinding)({
          Id: `finding/${index}`,
        }),
        random,
      ),
    );
    const records = raws.map(raw => parseFinding(raw, CONTEXT));
    const db = await migrated(await databases.init(id));
    const source = { source: TARGET, at: CONTEXT.at };
    const written = await FindingsWriter.create({ db }).write(records, source);
    const ids = new Set(records.map(record => record.id));
    expect(written).toEqual({ created: ids.size, changed: 0, unchanged: 0 });
    expect(ids.size).toBeGreaterThan(2_000);

    const ownership = OwnershipStore.create({ db });
    const arns = await ownership.listStale(1, 10_000);
    await ownership.replaceOwners(
      Object.fromEntries(arns.map(arn => [arn, [ORDERS]])),
      1,
    );
    const store = FindingsStore.create({ db });
    const listed = await store.listOwned({
      entityRefs: [ORDERS],
      filter: { recordState: ['active', 'archived', 'deleted'] },
      limit: 10_000,
    });
    expect(new Set(listed.map(({ finding }) => finding.id))).toEqual(ids);
    for (const { finding } of listed) {
      expect(findingSchema.parse(finding)).toEqual(finding);
    }
    for (const each of [...ids].slice(0, 300)) {
      const found = await store.find(each);
      expect(findingDetailSchema.safeParse(found?.finding).error).toBe(
        undefined,
      );
    }
  });

  it('say so when a required field is not what it should be', () => {
    const bad = REQUIRED.flatMap(field =>
      [undefined, null, 42, [], {}, ''].map(value =>
        parseFinding(controlFinding({ [field]: value }), CONTEXT),
      ),
    );
    expect(bad.filter(({ problems }) => problems.length === 0)).toEqual([]);
  });
});
