// SPDX-License-Identifier: Apache-2.0
import {
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  CreateFindingAggregatorCommand,
  CreateMembersCommand,
  DeleteFindingAggregatorCommand,
  EnableSecurityHubCommand,
  GetFindingAggregatorCommand,
  GetFindingsCommand,
  ListFindingAggregatorsCommand,
  SecurityHubClient,
  UpdateFindingAggregatorCommand,
} from '@aws-sdk/client-securityhub';
import { clientConfig } from './__testUtils__/clients';
import { makeFindings } from './seed/findings';
import { Sandbox, startSandbox } from './startSandbox';

const ADMINISTRATOR = '222222222221';
const MEMBER = '333333333331';
const STRANGER = '444444444441';
const REGIONS = ['us-east-1', 'eu-west-1', 'eu-central-1'];

describe('aggregation of findings', () => {
  let sandbox: Sandbox;
  const hub = async (accountId: string, region: string) =>
    new SecurityHubClient(
      await clientConfig(sandbox.endpoint, {
        roleArn: `arn:aws:iam::${accountId}:role/reader`,
        region,
      }),
    );
  beforeAll(async () => {
    sandbox = await startSandbox();
    for (const accountId of [ADMINISTRATOR, MEMBER, STRANGER]) {
      for (const region of REGIONS) {
        const client = await hub(accountId, region);
        await client.send(new EnableSecurityHubCommand({}));
        const Findings = makeFindings({
          count: 1,
          accounts: [accountId],
          regions: [region],
          seed: 1,
        }).map(each => ({ ...each, Id: `${accountId} ${region}` }));
        await client.send(new BatchImportFindingsCommand({ Findings }));
      }
    }
  }, 60_000);
  afterAll(() => sandbox.stop());

  async function seen(accountId: string, region: string) {
    const client = await hub(accountId, region);
    const { Findings = [] } = await client.send(new GetFindingsCommand({}));
    return Findings.map(finding => finding.Id).sort();
  }

  it('shows linked Regions in the home Region alone, and can be changed', async () => {
    const home = await hub(ADMINISTRATOR, 'us-east-1');
    expect(await seen(ADMINISTRATOR, 'us-east-1')).toEqual([
      `${ADMINISTRATOR} us-east-1`,
    ]);
    const made = await home.send(
      new CreateFindingAggregatorCommand({
        RegionLinkingMode: 'SPECIFIED_REGIONS',
        Regions: ['eu-west-1'],
      }),
    );
    const { FindingAggregatorArn } = made;
    expect(made).toMatchObject({
      FindingAggregationRegion: 'us-east-1',
      RegionLinkingMode: 'SPECIFIED_REGIONS',
      Regions: ['eu-west-1'],
    });
    expect(await seen(ADMINISTRATOR, 'us-east-1')).toEqual([
      `${ADMINISTRATOR} eu-west-1`,
      `${ADMINISTRATOR} us-east-1`,
    ]);
    expect(await seen(ADMINISTRATOR, 'eu-west-1')).toEqual([
      `${ADMINISTRATOR} eu-west-1`,
    ]);

    const listed = await home.send(new ListFindingAggregatorsCommand({}));
    expect(listed.FindingAggregators).toEqual([{ FindingAggregatorArn }]);
    await home.send(
      new UpdateFindingAggregatorCommand({
        FindingAggregatorArn,
        RegionLinkingMode: 'ALL_REGIONS',
      }),
    );
    const got = await home.send(
      new GetFindingAggregatorCommand({ FindingAggregatorArn }),
    );
    expect(got).toMatchObject({
      FindingAggregatorArn,
      RegionLinkingMode: 'ALL_REGIONS',
    });
    expect(await seen(ADMINISTRATOR, 'us-east-1')).toHaveLength(3);

    await expect(
      home.send(
        new CreateFindingAggregatorCommand({
          RegionLinkingMode: 'ALL_REGIONS',
        }),
      ),
    ).rejects.toMatchObject({ name: 'LimitExceededException' });
    await home.send(
      new DeleteFindingAggregatorCommand({ FindingAggregatorArn }),
    );
    expect(await seen(ADMINISTRATOR, 'us-east-1')).toHaveLength(1);
    await expect(
      home.send(new GetFindingAggregatorCommand({ FindingAggregatorArn })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('shows an administrator the findings of its members, in linked Regions too', async () => {
    const home = await hub(ADMINISTRATOR, 'eu-west-1');
    await home.send(
      new CreateMembersCommand({
        AccountDetails: [{ AccountId: MEMBER, Email: 'm@groundwork.example' }],
      }),
    );
    expect(await seen(ADMINISTRATOR, 'eu-west-1')).toEqual([
      `${ADMINISTRATOR} eu-west-1`,
      `${MEMBER} eu-west-1`,
    ]);
    expect(await seen(MEMBER, 'eu-west-1')).toEqual([`${MEMBER} eu-west-1`]);

    await home.send(
      new CreateFindingAggregatorCommand({
        RegionLinkingMode: 'ALL_REGIONS_EXCEPT_SPECIFIED',
        Regions: ['eu-central-1'],
      }),
    );
    expect(await seen(ADMINISTRATOR, 'eu-west-1')).toEqual([
      `${ADMINISTRATOR} eu-west-1`,
      `${ADMINISTRATOR} us-east-1`,
      `${MEMBER} eu-west-1`,
      `${MEMBER} us-east-1`,
    ]);
  });

  it('lets an administrator update what it sees', async () => {
    const home = await hub(ADMINISTRATOR, 'eu-west-1');
    const { Findings = [] } = await home.send(
      new GetFindingsCommand({
        Filters: { AwsAccountId: [{ Value: MEMBER, Comparison: 'EQUALS' }] },
      }),
    );
    const [{ Id, ProductArn }] = Findings;
    await home.send(
      new BatchUpdateFindingsCommand({
        FindingIdentifiers: [{ Id, ProductArn }],
        Note: { Text: 'Seen', UpdatedBy: 'sol.okafor' },
      }),
    );
    const there = await hub(MEMBER, Findings[0].Region ?? '');
    const { Findings: theirs = [] } = await there.send(
      new GetFindingsCommand({}),
    );
    expect(theirs[0].Note?.Text).toBe('Seen');
  });
});
