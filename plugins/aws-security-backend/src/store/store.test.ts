// SPDX-License-Identifier: Apache-2.0
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import {
  CONTEXT,
  REGION,
  TARGET,
  controlFinding,
  guardDutyFinding,
} from '../__testUtils__/asff';
import {
  MIGRATIONS,
  expectedDatabases,
  migrated,
} from '../__testUtils__/databases';
import { parseFinding } from '../service/asff';
import { FindingsStore, type SortKey } from './FindingsStore';
import { FindingsWriter } from './FindingsWriter';
import { OwnershipStore } from './OwnershipStore';
import type { FindingRecord } from './records';
import { SummaryStore } from './SummaryStore';
import { severityRank } from '@groundwork/backstage-plugin-groundwork-common';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const supported = databases.eachSupportedId();

jest.setTimeout(60_000);

const ORDERS = 'component:default/orders';
const BILLING = 'component:default/billing';
const LABELS = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const at = (minute: number) =>
  new Date(Date.UTC(2026, 10, 20, 12, minute)).toISOString();

const bucket = (name: string) => [
  { Type: 'AwsS3Bucket', Id: `arn:aws:s3:::${name}` },
];

const record = (change: Record<string, unknown> = {}) =>
  parseFinding(controlFinding(change), CONTEXT);

it('runs on both databases where both must be there', () => {
  const ids = supported.map(([id]) => id);
  expect(ids).toEqual(expectedDatabases(ids));
});

describe.each(supported)('store on %s', databaseId => {
  let db: Knex;
  let writer: FindingsWriter;
  let findings: FindingsStore;
  let ownership: OwnershipStore;
  let summaries: SummaryStore;

  beforeEach(async () => {
    db = await migrated(await databases.init(databaseId));
    writer = FindingsWriter.create({ db });
    findings = FindingsStore.create({ db });
    ownership = OwnershipStore.create({ db });
    summaries = SummaryStore.create({ db });
  });

  afterEach(async () => {
    await db.destroy();
  });

  const write = (records: FindingRecord[], minute = 0) =>
    writer.write(records, { source: TARGET, at: at(minute) });

  const own = (owners: Record<string, string[]>, version = 1) =>
    ownership.replaceOwners(
      Object.fromEntries(
        Object.entries(owners).map(([name, refs]) => [
          `arn:aws:s3:::${name}`,
          refs,
        ]),
      ),
      version,
    );

  const list = (entityRefs = [ORDERS], limit = 1_000) =>
    findings.listOwned({ entityRefs, filter: {}, limit });

  it('migrates down and up again', async () => {
    await db.migrate.rollback(MIGRATIONS, true);
    expect(await db.schema.hasTable('findings')).toBe(false);
    await db.migrate.latest(MIGRATIONS);
    expect(await db.schema.hasTable('finding_entities')).toBe(true);
  });

  it('walks by cursor through all findings in the order of severity and age', async () => {
    const records = Array.from({ length: 1_203 }, (_, index) =>
      record({
        Id: `finding/${index}`,
        Severity: { Label: LABELS[(index * 7) % 5] },
        UpdatedAt: new Date(
          Date.UTC(2026, 10, 1) + ((index * 13) % 40) * 3_600_000,
        ).toISOString(),
        Resources: bucket(`bucket-${index % 3}`),
      }),
    );
    expect(await write(records)).toEqual({
      created: 1_203,
      changed: 0,
      unchanged: 0,
    });
    await own({ 'bucket-0': [ORDERS], 'bucket-1': [ORDERS, BILLING] });
    const expected = records
      .filter((_, index) => index % 3 !== 2)
      .sort(
        (a, b) =>
          severityRank(b.severity) - severityRank(a.severity) ||
          b.updatedAt.localeCompare(a.updatedAt) ||
          (a.id < b.id ? 1 : -1),
      )
      .map(({ id }) => id);
    for (const refs of [[ORDERS], [ORDERS, BILLING], [BILLING, ORDERS]]) {
      const walked: string[] = [];
      let after: SortKey | undefined;
      do {
        const page = await findings.listOwned({
          entityRefs: refs,
          filter: {},
          after,
          limit: 101,
        });
        const last = page.at(-1)?.finding;
        after = last && {
          severityRank: severityRank(last.severity),
          updatedAt: last.updatedAt,
          id: last.id,
        };
        walked.push(...page.map(({ finding }) => finding.id));
      } while (after);
      expect(walked).toEqual(expected);
    }
    const [{ entityRef }] = await findings.listOwned({
      entityRefs: [BILLING, ORDERS],
      filter: { text: 'BUCKET-1' },
      limit: 1,
    });
    expect(entityRef).toBe(BILLING);
  });

  it('filters, and takes what LIKE means literally', async () => {
    await write([
      record({ Id: 'a', Title: '100% public' }),
      record({
        Id: 'b',
        Title: '100 public',
        Workflow: { Status: 'RESOLVED' },
      }),
      parseFinding(guardDutyFinding({ Resources: bucket('m') }), CONTEXT),
    ]);
    await own({ 'auterity-media': [ORDERS], m: [ORDERS] });
    const titles = async (
      filter: Parameters<FindingsStore['listOwned']>[0]['filter'],
    ) =>
      (
        await findings.listOwned({ entityRefs: [ORDERS], filter, limit: 10 })
      ).map(({ finding }) => finding.title);
    const bitcoin = guardDutyFinding().Title;
    expect(await titles({ text: '100%' })).toEqual(['100% public']);
    expect(await titles({ text: '100_' })).toEqual([]);
    expect(await titles({ product: ['GuardDuty'] })).toEqual([bitcoin]);
    expect(await titles({ workflowStatus: ['resolved'] })).toEqual([
      '100 public',
    ]);
    expect(await titles({ severity: ['critical'] })).toEqual([]);
    expect(await titles({ createdSince: '2026-11-02T00:00:00.000Z' })).toEqual(
      [],
    );
    expect((await titles({ recordState: ['active'] })).sort()).toEqual(
      ['100 public', '100% public', bitcoin].sort(),
    );
  });

  it('keeps when a finding was first and last seen, and its changes alone', async () => {
    const changed = record({
      Severity: { Label: 'CRITICAL' },
      UpdatedAt: '2026-11-20T08:00:00.000Z',
    });
    expect(await write([record()], 0)).toMatchObject({ created: 1 });
    expect(await write([record()], 1)).toMatchObject({ unchanged: 1 });
    expect(await write([changed], 2)).toMatchObject({ changed: 1 });
    expect(await write([record()], 3)).toMatchObject({ unchanged: 1 });
    const found = await findings.find(changed.id);
    expect(found?.finding).toMatchObject({
      severity: 'critical',
      firstSeenAt: at(0),
      lastSeenAt: at(3),
      history: [{ at: at(2), field: 'severity', from: 'high', to: 'critical' }],
    });
    expect(found?.finding.evidence).toEqual(
      controlFinding({
        Severity: { Label: 'CRITICAL' },
        UpdatedAt: '2026-11-20T08:00:00.000Z',
      }),
    );
  });

  it('keeps the newest of findings with the same id', async () => {
    const newer = { UpdatedAt: '2026-11-20T09:00:00.000Z', Title: 'newer' };
    await write([record(newer), record({ Title: 'older' })]);
    const found = await findings.find(record().id);
    expect(found?.finding.title).toBe('newer');
  });

  it('marks what a whole read did not return, and takes it back', async () => {
    const gone = record({ Id: 'gone' });
    await write([record(), gone], 0);
    await own({ 'auterity-media': [ORDERS] });
    await write([record()], 5);
    expect(await writer.deleteUnseen(TARGET, at(5))).toBe(1);
    expect((await list()).map(({ finding }) => finding.id)).toEqual([
      record().id,
    ]);
    expect(
      await writer.deleteUnseen({ ...TARGET, region: 'us-east-1' }, at(9)),
    ).toBe(0);
    await write([gone], 6);
    expect(await list()).toHaveLength(2);
    const found = await findings.find(gone.id);
    expect(found?.finding.history.map(({ to }) => to)).toEqual([
      'deleted',
      'active',
    ]);
  });

  it('moves a finding when its resource has another owner', async () => {
    await write([record()]);
    expect(await ownership.listStale(1, 10)).toEqual([
      'arn:aws:s3:::auterity-media',
    ]);
    await own({ 'auterity-media': [ORDERS] }, 1);
    expect(await ownership.listStale(1, 10)).toEqual([]);
    expect(await ownership.listStale(2, 10)).toHaveLength(1);
    await own({ 'auterity-media': [BILLING] }, 2);
    expect(await list()).toEqual([]);
    expect(await list([BILLING])).toHaveLength(1);
    expect(await ownership.readState()).toEqual({ isPending: false });
    await write([record({ Severity: { Label: 'LOW' } })], 1);
    expect(await ownership.readState()).toEqual({ isPending: true });
    await ownership.writeState({ mapVersion: 1 });
    expect(await ownership.readState()).toMatchObject({
      isPending: true,
      mapVersion: 1,
    });
    const [{ finding }] = await list([BILLING]);
    expect(finding.severity).toBe('low');
  });

  it('gives a finding of two resources to the owners of both', async () => {
    await write([record({ Resources: [...bucket('a'), ...bucket('b')] })]);
    await own({ a: [ORDERS] });
    await own({ b: [BILLING] });
    const found = await findings.find(record().id);
    expect(found?.entityRefs).toEqual([BILLING, ORDERS]);
    const owners = await list([ORDERS, BILLING]);
    expect(owners.map(({ entityRef }) => entityRef)).toEqual([ORDERS]);
  });

  it('counts the same control of several standards once', async () => {
    await write([
      record({ Id: 'standard-a', Severity: { Label: 'MEDIUM' } }),
      record({ Id: 'standard-b', CreatedAt: '2026-11-15T00:00:00.000Z' }),
      parseFinding(guardDutyFinding({ Resources: bucket('m') }), CONTEXT),
      record({ Id: 'done', Workflow: { Status: 'SUPPRESSED' } }),
      record({ Id: 'there', Resources: bucket('b'), Severity: {} }),
    ]);
    await own({ 'auterity-media': [ORDERS], m: [ORDERS], b: [BILLING] });
    const counts = await summaries.countOpen({
      counted: [ORDERS],
      related: [BILLING, ORDERS],
      since: '2026-11-14T00:00:00.000Z',
    });
    expect(counts).toEqual({
      open: { critical: 0, high: 2, medium: 0, low: 0, informational: 0 },
      guardDuty: { critical: 0, high: 1, medium: 0, low: 0, informational: 0 },
      via: 1,
      newSince: 0,
      oldestOpenAt: '2026-11-01T08:00:00.000Z',
    });
    expect(await summaries.countUnclear([ORDERS])).toEqual([]);
    expect(await summaries.countUnclear([BILLING])).toMatchObject([
      { code: 'unclear-severity', region: REGION, count: 1 },
    ]);
  });
});
