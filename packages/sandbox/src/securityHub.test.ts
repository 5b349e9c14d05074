// SPDX-License-Identifier: Apache-2.0
import {
  AwsSecurityFinding,
  AwsSecurityFindingFilters,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  EnableSecurityHubCommand,
  GetFindingsCommand,
  paginateGetFindings,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { clientConfig } from './__testUtils__/clients';
import { makeFindings } from './seed/findings';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '100000000000';
const NOW = new Date();
const DAY_MS = 86_400_000;

const MADE = makeFindings({
  count: 250,
  accounts: [ACCOUNT],
  regions: ['us-east-1'],
  seed: 7,
  now: NOW,
}).map((finding, index) => ({
  ...finding,
  Resources: finding.Resources?.map(resource => ({
    ...resource,
    Tags: { team: `team-${index % 4}`, stage: index % 2 ? 'live' : 'trial' },
  })),
}));
const ids = (findings: AwsSecurityFinding[]) =>
  findings.map(finding => finding.Id).sort();
const daysOld = (instant = '') =>
  (NOW.getTime() - new Date(instant).getTime()) / DAY_MS;

describe('findings in the emulated Security Hub', () => {
  let sandbox: Sandbox;
  let hub: SecurityHubClient;
  beforeAll(async () => {
    sandbox = await startSandbox();
    hub = new SecurityHubClient(await clientConfig(sandbox.endpoint));
    await hub.send(new EnableSecurityHubCommand({}));
    for (let start = 0; start < MADE.length; start += 100) {
      const Findings = MADE.slice(start, start + 100);
      await hub.send(new BatchImportFindingsCommand({ Findings }));
    }
  }, 60_000);
  afterAll(() => sandbox.stop());

  async function readAll(
    Filters?: AwsSecurityFindingFilters,
    MaxResults?: number,
  ) {
    const pages = [];
    const pager = paginateGetFindings({ client: hub }, { Filters, MaxResults });
    for await (const { Findings = [] } of pager) pages.push(Findings);
    return pages;
  }

  it('pages through more than a hundred without loss or repetition', async () => {
    const pages = await readAll(undefined, 100);
    expect(pages.map(page => page.length)).toEqual([100, 100, 50]);
    expect(ids(pages.flat())).toEqual(ids(MADE));
  });

  it.each<
    [string, AwsSecurityFindingFilters, (f: AwsSecurityFinding) => boolean]
  >([
    [
      'severities, of which one must be',
      {
        SeverityLabel: [
          { Value: 'HIGH', Comparison: 'EQUALS' },
          { Value: 'CRITICAL', Comparison: 'EQUALS' },
        ],
      },
      f => ['HIGH', 'CRITICAL'].includes(f.Severity?.Label ?? ''),
    ],
    [
      'states, of which none may be',
      {
        WorkflowStatus: [
          { Value: 'RESOLVED', Comparison: 'NOT_EQUALS' },
          { Value: 'SUPPRESSED', Comparison: 'NOT_EQUALS' },
        ],
      },
      f => !['RESOLVED', 'SUPPRESSED'].includes(f.Workflow?.Status ?? ''),
    ],
    [
      'two fields together',
      {
        ProductName: [{ Value: 'GuardDuty', Comparison: 'EQUALS' }],
        RecordState: [{ Value: 'ACTIVE', Comparison: 'EQUALS' }],
      },
      f => /guardduty$/.test(f.ProductArn ?? '') && f.RecordState === 'ACTIVE',
    ],
    [
      'the product by ARN',
      {
        ProductArn: [
          {
            Value: 'arn:aws:securityhub:us-east-1::product/aws/inspector',
            Comparison: 'EQUALS',
          },
        ],
      },
      f => /inspector$/.test(f.ProductArn ?? ''),
    ],
    [
      'the beginning of a resource id',
      {
        ResourceId: [
          {
            Value: MADE[3].Resources?.[0].Id?.slice(0, 20),
            Comparison: 'PREFIX',
          },
        ],
      },
      f =>
        f.Resources?.[0].Id?.startsWith(
          MADE[3].Resources?.[0].Id?.slice(0, 20) ?? '?',
        ) ?? false,
    ],
    [
      'tags, of which one is enough',
      {
        ResourceTags: [
          { Key: 'team', Value: 'team-1', Comparison: 'EQUALS' },
          { Key: 'stage', Value: 'trial', Comparison: 'EQUALS' },
        ],
      },
      f =>
        f.Resources?.[0].Tags?.team === 'team-1' ||
        f.Resources?.[0].Tags?.stage === 'trial',
    ],
    [
      'what was updated in the last days',
      {
        UpdatedAt: [
          { DateRange: { Value: 10, Unit: 'DAYS', Comparison: 'WITHIN' } },
        ],
      },
      f => daysOld(f.UpdatedAt) <= 10,
    ],
    [
      'what was created between two instants',
      {
        CreatedAt: [
          {
            Start: new Date(NOW.getTime() - 40 * DAY_MS).toISOString(),
            End: new Date(NOW.getTime() - 20 * DAY_MS).toISOString(),
          },
        ],
      },
      f => daysOld(f.CreatedAt) <= 40 && daysOld(f.CreatedAt) >= 20,
    ],
    [
      'an id',
      { Id: [{ Value: MADE[5].Id, Comparison: 'EQUALS' }] },
      f => f.Id === MADE[5].Id,
    ],
  ])('filters by %s', async (_, filters, isWanted) => {
    const wanted = MADE.filter(isWanted);
    expect(wanted.length).toBeGreaterThan(0);
    expect(wanted.length).toBeLessThan(MADE.length);
    expect(ids((await readAll(filters)).flat())).toEqual(ids(wanted));
  });

  it('answers nothing for an account and a Region that are not there', async () => {
    const other = (Value: string) => [{ Value, Comparison: 'EQUALS' as const }];
    expect(await readAll({ AwsAccountId: other('999999999999') })).toEqual([
      [],
    ]);
    expect(await readAll({ Region: other('eu-west-1') })).toEqual([[]]);
  });

  it('sorts by the criteria in their order', async () => {
    const { Findings = [] } = await hub.send(
      new GetFindingsCommand({
        MaxResults: 100,
        SortCriteria: [
          { Field: 'SeverityNormalized', SortOrder: 'desc' },
          { Field: 'UpdatedAt', SortOrder: 'asc' },
        ],
      }),
    );
    const keys = MADE.map(
      f => [f.Severity?.Normalized ?? 0, f.UpdatedAt ?? '', f.Id] as const,
    ).sort((a, b) => b[0] - a[0] || (a[1] < b[1] ? -1 : 1));
    expect(Findings.map(f => f.Id)).toEqual(
      keys.slice(0, 100).map(([, , id]) => id),
    );
  });

  it.each([
    ['a page of 101', { MaxResults: 101 }],
    ['a page of none', { MaxResults: 0 }],
    ['a token of nobody', { NextToken: 'nonsense' }],
    ['an unknown order', { SortCriteria: [{ Field: 'Beauty' }] }],
    [
      'more than 20 values',
      {
        Filters: {
          Id: Array.from({ length: 21 }, (_, i) => ({
            Value: `${i}`,
            Comparison: 'EQUALS' as const,
          })),
        },
      },
    ],
    [
      'EQUALS with NOT_EQUALS',
      {
        Filters: {
          RecordState: [
            { Value: 'ACTIVE', Comparison: 'EQUALS' as const },
            { Value: 'ARCHIVED', Comparison: 'NOT_EQUALS' as const },
          ],
        },
      },
    ],
  ])('refuses %s', async (_, input) => {
    await expect(hub.send(new GetFindingsCommand(input))).rejects.toMatchObject(
      {
        name: 'InvalidInputException',
        $metadata: { httpStatusCode: 400 },
      },
    );
  });

  it('refuses a token with other filters than it was made with', async () => {
    const { NextToken } = await hub.send(
      new GetFindingsCommand({ MaxResults: 10 }),
    );
    const Filters = { Id: [{ Value: 'a', Comparison: 'PREFIX' as const }] };
    await expect(
      hub.send(new GetFindingsCommand({ NextToken, Filters })),
    ).rejects.toMatchObject({ name: 'InvalidInputException' });
  });

  it('updates what customers set, and says which findings it does not know', async () => {
    const { Id, ProductArn, UpdatedAt } = MADE[8];
    const answer = await hub.send(
      new BatchUpdateFindingsCommand({
        FindingIdentifiers: [
          { Id, ProductArn },
          { Id: 'not-there', ProductArn },
        ],
        Workflow: { Status: 'NOTIFIED' },
        Note: { Text: 'Ticket 12', UpdatedBy: 'sol.okafor' },
      }),
    );
    expect(answer.ProcessedFindings).toEqual([{ Id, ProductArn }]);
    expect(answer.UnprocessedFindings).toEqual([
      expect.objectContaining({ ErrorCode: 'FindingNotFound' }),
    ]);
    const [[updated]] = await readAll({
      Id: [{ Value: Id, Comparison: 'EQUALS' }],
    });
    expect(updated).toMatchObject({
      UpdatedAt,
      Workflow: { Status: 'NOTIFIED' },
      Note: { Text: 'Ticket 12', UpdatedBy: 'sol.okafor' },
    });
  });

  it('gives back findings that no product may import', async () => {
    const finding = { Id: 'raw', Severity: { Label: 'SEVERE' }, CreatedAt: 17 };
    await sandbox.putFindings({
      accountId: ACCOUNT,
      region: 'us-east-1',
      findings: [finding],
    });
    const [[found]] = await readAll({
      Id: [{ Value: 'raw', Comparison: 'EQUALS' }],
    });
    expect(found).toEqual(finding);
  });
});
