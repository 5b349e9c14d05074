// SPDX-License-Identifier: Apache-2.0
import {
  CloudTrailClient,
  DescribeTrailsCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  DescribeFlowLogsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  GetDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import {
  ListAccountsCommand,
  ListPoliciesCommand,
  ListTargetsForPolicyCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import {
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DescribeHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientConfig } from '../__testUtils__/clients';
import { Sandbox, startSandbox } from '../startSandbox';
import { SANDBOX_ACCOUNTS, SANDBOX_REGIONS, SandboxAccount } from './accounts';
import { seedInChild } from './seedInChild';

describe('the seeded estate', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: 'full' });
  }, 180_000);
  afterAll(() => sandbox.stop());

  const config = (accountId: string, region = 'us-east-1') =>
    clientConfig(sandbox.endpoint, {
      roleArn: `arn:aws:iam::${accountId}:role/groundwork-sweep`,
      region,
    });
  const s3 = async (accountId: string, region?: string) =>
    new S3Client({
      ...(await config(accountId, region)),
      forcePathStyle: true,
    });

  it('has the accounts of the three estates and the healthy one', async () => {
    const organizations = new OrganizationsClient(
      await clientConfig(sandbox.endpoint),
    );
    const { Accounts = [] } = await organizations.send(
      new ListAccountsCommand({}),
    );
    expect(Accounts.map(account => account.Id).sort()).toEqual([
      '100000000000',
      '111111111111',
      '111111111112',
      '111111111113',
      '222222222221',
      '222222222222',
      '222222222223',
      '333333333331',
      '333333333332',
      '333333333333',
      '444444444441',
    ]);
  });

  it('has a baseline policy attached to nothing (FIX-1)', async () => {
    const organizations = new OrganizationsClient(
      await clientConfig(sandbox.endpoint),
    );
    const { Policies = [] } = await organizations.send(
      new ListPoliciesCommand({ Filter: 'SERVICE_CONTROL_POLICY' }),
    );
    const baseline = Policies.find(p => p.Name === 'groundwork-baseline');
    const { Targets } = await organizations.send(
      new ListTargetsForPolicyCommand({ PolicyId: baseline?.Id }),
    );
    expect(Targets).toEqual([]);
  });

  it.each(SANDBOX_ACCOUNTS.map(account => account.accountId))(
    'is ready for provisioning in %s',
    async accountId => {
      const iam = new IAMClient(await config(accountId));
      for (const RoleName of ['groundwork-plan', 'groundwork-apply']) {
        const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
        expect(Role?.Arn).toBe(`arn:aws:iam::${accountId}:role/${RoleName}`);
      }
      for (const region of SANDBOX_REGIONS) {
        const ssm = new SSMClient(await config(accountId, region));
        const { Parameter } = await ssm.send(
          new GetParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version' }),
        );
        expect(Number(Parameter?.Value)).toBeGreaterThanOrEqual(21);
        const client = await s3(accountId, region);
        for (const name of ['groundwork-tfstate', 'cdk-hnb659fds-assets']) {
          const Bucket = `${name}-${accountId}-${region}`;
          const { Status } = await client.send(
            new GetBucketVersioningCommand({ Bucket }),
          );
          expect(Status).toBe('Enabled');
        }
      }
    },
  );

  async function stateOf({ accountId, name }: SandboxAccount, region: string) {
    const settings = await config(accountId, region);
    const ec2 = new EC2Client(settings);
    const guardduty = new GuardDutyClient(settings);
    const { DetectorIds = [] } = await guardduty.send(
      new ListDetectorsCommand({}),
    );
    const detectors = await Promise.all(
      DetectorIds.map(DetectorId =>
        guardduty.send(new GetDetectorCommand({ DetectorId })),
      ),
    );
    const hub = await new SecurityHubClient(settings)
      .send(new DescribeHubCommand({}))
      .then(
        () => true,
        () => false,
      );
    const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
    const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
    const { SecurityGroups = [] } = await ec2.send(
      new DescribeSecurityGroupsCommand({
        Filters: [{ Name: 'group-name', Values: [`${name}-ecs`] }],
      }),
    );
    return {
      publishing: detectors.map(each => each.FindingPublishingFrequency),
      hub,
      unloggedVpcs: Vpcs.length - FlowLogs.length,
      ports: SecurityGroups.flatMap(group => group.IpPermissions ?? []).map(
        ({ FromPort, ToPort, UserIdGroupPairs = [] }) =>
          `${FromPort}-${ToPort} from ${UserIdGroupPairs.length} group`,
      ),
    };
  }

  const byEstate = (faulty: boolean) =>
    SANDBOX_ACCOUNTS.filter(
      account => (account.estate === 'ai-core') === faulty,
    ).map(account => [account.name, account] as const);

  it.each(byEstate(true))('has FIX-3 to FIX-6 in %s', async (_, account) => {
    expect(await stateOf(account, 'us-east-1')).toEqual({
      publishing: [],
      hub: false,
      unloggedVpcs: 2,
      ports: ['0-65535 from 1 group'],
    });
  });

  it.each(byEstate(false))('has none of them in %s', async (_, account) => {
    expect(await stateOf(account, 'us-east-1')).toEqual({
      publishing: ['FIFTEEN_MINUTES'],
      hub: true,
      unloggedVpcs: 0,
      ports: [
        '80-80 from 1 group',
        '443-443 from 1 group',
        '8000-8000 from 1 group',
      ],
    });
    expect(await stateOf(account, 'eu-west-1')).toEqual({
      publishing: ['FIFTEEN_MINUTES'],
      hub: true,
      unloggedVpcs: 0,
      ports: [],
    });
  });

  it('has FIX-2 in AI Core alone: a trail bucket without KMS, versions and blocked public access', async () => {
    const trailBucket = async (accountId: string) => {
      const trails = new CloudTrailClient(await config(accountId));
      const { trailList = [] } = await trails.send(
        new DescribeTrailsCommand({}),
      );
      const Bucket = trailList[0].S3BucketName;
      const client = await s3(accountId);
      const encryption = await client.send(
        new GetBucketEncryptionCommand({ Bucket }),
      );
      const versioning = await client.send(
        new GetBucketVersioningCommand({ Bucket }),
      );
      const blocked = await client
        .send(new GetPublicAccessBlockCommand({ Bucket }))
        .then(
          () => true,
          () => false,
        );
      const [rule] = encryption.ServerSideEncryptionConfiguration?.Rules ?? [];
      return [
        rule.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
        versioning.Status,
        blocked,
      ];
    };
    expect(await trailBucket('111111111111')).toEqual([
      'AES256',
      undefined,
      false,
    ]);
    expect(await trailBucket('444444444441')).toEqual([
      'aws:kms',
      'Enabled',
      true,
    ]);
  });

  it('tags resources to the entities of the catalog', async () => {
    const tagging = new ResourceGroupsTaggingAPIClient(
      await config('333333333331'),
    );
    const { ResourceTagMappingList = [] } = await tagging.send(
      new GetResourcesCommand({
        TagFilters: [
          {
            Key: 'backstage:entity-ref',
            Values: ['resource:default/ephemeris-reports'],
          },
        ],
      }),
    );
    expect(ResourceTagMappingList.map(each => each.ResourceARN)).toEqual([
      'arn:aws:s3:::ephemeris-reports-333333333331',
    ]);
  });

  it('refuses roles that do not exist', async () => {
    await expect(
      clientConfig(sandbox.endpoint, {
        roleArn: 'arn:aws:iam::111111111111:role/not-there',
      }),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is the same after it was seeded again', async () => {
    const count = async () => {
      const accounts = ['111111111111', '222222222221', '333333333331'];
      const counted = accounts.map(async accountId => {
        const settings = await config(accountId);
        const { Vpcs = [] } = await new EC2Client(settings).send(
          new DescribeVpcsCommand({}),
        );
        const { ResourceTagMappingList = [] } =
          await new ResourceGroupsTaggingAPIClient(settings).send(
            new GetResourcesCommand({ ResourcesPerPage: 100 }),
          );
        return [
          Vpcs.length,
          ResourceTagMappingList.map(each => each.ResourceARN).sort(),
        ];
      });
      return Promise.all(counted);
    };
    const before = await count();
    await seedInChild({ ...sandbox, size: 'full' });
    expect(await count()).toEqual(before);
  }, 180_000);
});
