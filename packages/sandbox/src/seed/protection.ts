// SPDX-License-Identifier: Apache-2.0
import {
  CreateFlowLogsCommand,
  DescribeFlowLogsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  CreateDetectorCommand,
  GuardDutyClient,
  ListDetectorsCommand,
} from '@aws-sdk/client-guardduty';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  ListAliasesCommand,
} from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import {
  EnableSecurityHubCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import { SandboxAccount, SANDBOX_REGIONS } from './accounts';
import { makeBucket } from './buckets';
import { ignoreExisting } from './ignoreExisting';
import { tagList, tagsOf } from './makers';
import { SeedClientConfig, SeedClients } from './SeedClients';

const TRAIL_KEY_ALIAS = 'alias/audit-logs';

/** The KMS key that encrypts an account's audit logs. */
export async function makeAuditKey(
  config: SeedClientConfig,
  account: SandboxAccount,
): Promise<string> {
  const kms = new KMSClient(config);
  const { Aliases = [] } = await kms.send(new ListAliasesCommand({}));
  const known = Aliases.find(alias => alias.AliasName === TRAIL_KEY_ALIAS);
  if (known?.TargetKeyId) return known.TargetKeyId;
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: 'Audit logs',
      Tags: Object.entries(tagsOf(account)).map(([TagKey, TagValue]) => ({
        TagKey,
        TagValue,
      })),
    }),
  );
  const KeyId = KeyMetadata?.KeyId ?? '';
  await kms.send(new EnableKeyRotationCommand({ KeyId }));
  await kms.send(
    new CreateAliasCommand({ AliasName: TRAIL_KEY_ALIAS, TargetKeyId: KeyId }),
  );
  return KeyId;
}

async function makeDetector(config: SeedClientConfig, account: SandboxAccount) {
  const guardduty = new GuardDutyClient(config);
  const { DetectorIds = [] } = await guardduty.send(
    new ListDetectorsCommand({}),
  );
  if (DetectorIds.length > 0) return;
  await guardduty.send(
    new CreateDetectorCommand({
      Enable: true,
      FindingPublishingFrequency: 'FIFTEEN_MINUTES',
      Tags: tagsOf(account),
    }),
  );
}

async function makeHub(config: SeedClientConfig, account: SandboxAccount) {
  await ignoreExisting(() =>
    new SecurityHubClient(config).send(
      new EnableSecurityHubCommand({ Tags: tagsOf(account) }),
    ),
  );
}

async function makeFlowLogs(
  config: SeedClientConfig,
  account: SandboxAccount,
  bucketArn: string,
) {
  const ec2 = new EC2Client(config);
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({}));
  const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
  const logged = new Set(FlowLogs.map(log => log.ResourceId));
  const ResourceIds = Vpcs.map(vpc => vpc.VpcId ?? '').filter(
    id => !logged.has(id),
  );
  if (ResourceIds.length === 0) return;
  await ec2.send(
    new CreateFlowLogsCommand({
      ResourceIds,
      ResourceType: 'VPC',
      TrafficType: 'ALL',
      LogDestinationType: 's3',
      LogDestination: bucketArn,
      TagSpecifications: [
        { ResourceType: 'vpc-flow-log', Tags: tagList(tagsOf(account)) },
      ],
    }),
  );
}

async function makeFlowLogBucket(
  config: SeedClientConfig,
  account: SandboxAccount,
) {
  const name = `flow-logs-${account.accountId}-${config.region}`;
  await makeBucket(new S3Client({ ...config, forcePathStyle: true }), {
    name,
    region: config.region,
    versioned: true,
    blocked: true,
    kmsKeyId: await makeAuditKey(config, account),
    tags: tagsOf(account),
  });
  return `arn:aws:s3:::${name}`;
}

/** What AI Core lacks: GuardDuty, Security Hub and flow logs, in both Regions. */
export async function protect(
  clients: SeedClients,
  account: SandboxAccount,
): Promise<void> {
  await Promise.all(
    SANDBOX_REGIONS.map(async region => {
      const config = await clients.configFor(account.accountId, region);
      await Promise.all([
        makeDetector(config, account),
        makeHub(config, account),
        makeFlowLogBucket(config, account).then(arn =>
          makeFlowLogs(config, account, arn),
        ),
      ]);
    }),
  );
}
