// SPDX-License-Identifier: Apache-2.0
import {
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { BatchGetProjectsCommand } from '@aws-sdk/client-codebuild';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import {
  GetAccessPointCommand,
  GetAccessPointPolicyCommand,
} from '@aws-sdk/client-s3-control';
import { type Clients, PLACE } from './Emulator';
import { readBucket } from './readBucket';

type Reader = (clients: Clients, name: string) => Promise<object>;

const readKey: Reader = async ({ kms }, KeyId) => ({
  metadata: (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata,
  policy: (
    await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }))
  ).Policy,
  rotation: await kms.send(new GetKeyRotationStatusCommand({ KeyId })),
  tags: (await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags?.map(
    ({ TagKey, TagValue }) => ({ Key: TagKey, Value: TagValue }),
  ),
});

const readAlias: Reader = async ({ kms }, KeyId) => ({
  enabled: (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata
    ?.Enabled,
});

const readAccessPoint: Reader = async ({ s3Control }, Name) => {
  const input = { AccountId: PLACE.accountId, Name };
  const point = await s3Control.send(new GetAccessPointCommand(input));
  const { Policy } = await s3Control.send(
    new GetAccessPointPolicyCommand(input),
  );
  return { ...point, Policy };
};

const readRole: Reader = async ({ iam }, RoleName) => {
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  const { PolicyNames = [] } = await iam.send(
    new ListRolePoliciesCommand({ RoleName }),
  );
  const policies = await Promise.all(
    PolicyNames.map(PolicyName =>
      iam.send(new GetRolePolicyCommand({ RoleName, PolicyName })),
    ),
  );
  const { AttachedPolicies } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
  );
  return {
    ...Role,
    attached: AttachedPolicies,
    AssumeRolePolicyDocument: decodeURIComponent(
      Role?.AssumeRolePolicyDocument ?? '',
    ),
    policies: policies.map(({ PolicyName, PolicyDocument = '' }) => ({
      PolicyName,
      Policy: decodeURIComponent(PolicyDocument),
    })),
  };
};

const readManagedPolicy: Reader = async ({ iam }, PolicyArn) => {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const { PolicyVersion } = await iam.send(
    new GetPolicyVersionCommand({
      PolicyArn,
      VersionId: Policy?.DefaultVersionId,
    }),
  );
  const { PolicyName, Path, Description } = Policy ?? {};
  const document = decodeURIComponent(PolicyVersion?.Document ?? '');
  return { PolicyName, Path, Description, document };
};

/** Without what is off and was not asked for, which Terraform sends and the CDK does not. */
const readProject: Reader = async ({ codeBuild }, name) => {
  const { projects: [project] = [] } = await codeBuild.send(
    new BatchGetProjectsCommand({ names: [name] }),
  );
  return {
    name: project?.name,
    description: project?.description,
    serviceRole: project?.serviceRole,
    encryptionKey: project?.encryptionKey,
    concurrentBuildLimit: project?.concurrentBuildLimit,
    timeoutInMinutes: project?.timeoutInMinutes,
    queuedTimeoutInMinutes: project?.queuedTimeoutInMinutes,
    source: [project?.source?.type, project?.source?.buildspec],
    artifacts: project?.artifacts?.type,
    environment: project?.environment,
    logs: project?.logsConfig?.cloudWatchLogs,
    vpc: project?.vpcConfig,
    tags: project?.tags?.map(({ key: Key, value: Value }) => ({ Key, Value })),
  };
};

const readLogGroup: Reader = async ({ logs }, logGroupNamePrefix) => {
  const { logGroups: [group] = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix }),
  );
  const { tags } = await logs.send(
    new ListTagsForResourceCommand({
      resourceArn: group?.arn?.replace(/:\*$/, ''),
    }),
  );
  const asList = Object.entries(tags ?? {}).map(([Key, Value]) => ({
    Key,
    Value,
  }));
  return { ...group, tags: asList };
};

/** How a resource of a CloudFormation type is read through the SDK, by its physical name. */
export const readers: Readonly<Record<string, Reader>> = {
  'AWS::CodeBuild::Project': readProject,
  'AWS::IAM::ManagedPolicy': readManagedPolicy,
  'AWS::IAM::Role': readRole,
  'AWS::KMS::Alias': readAlias,
  'AWS::KMS::Key': readKey,
  'AWS::Logs::LogGroup': readLogGroup,
  'AWS::S3::AccessPoint': readAccessPoint,
  'AWS::S3::Bucket': readBucket,
};
