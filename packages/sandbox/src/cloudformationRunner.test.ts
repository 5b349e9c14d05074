// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  DeleteStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetProjectsCommand,
  CodeBuildClient,
} from '@aws-sdk/client-codebuild';
import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import { clientConfig } from './__testUtils__/clients';
import { stacksOf } from './__testUtils__/stacks';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '222222222222';
const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;

const trust = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'codebuild.amazonaws.com' },
      Action: 'sts:AssumeRole',
    },
  ],
};

/** A project with its log, and a role that is bounded by its only policy. */
const runner = (options: { days: number; action: string; limit?: number }) => ({
  Resources: {
    Log: {
      Type: 'AWS::Logs::LogGroup',
      Properties: {
        LogGroupName: '/runner',
        RetentionInDays: options.days,
        KmsKeyId: KEY,
      },
    },
    Policy: {
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: {
        ManagedPolicyName: 'runner',
        Description: 'What builds may do',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: options.action, Resource: '*' },
          ],
        },
      },
    },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'runner',
        AssumeRolePolicyDocument: trust,
        ManagedPolicyArns: [{ Ref: 'Policy' }],
        PermissionsBoundary: { Ref: 'Policy' },
      },
    },
    Project: {
      Type: 'AWS::CodeBuild::Project',
      Properties: {
        Name: 'runner',
        ServiceRole: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Source: { Type: 'NO_SOURCE', BuildSpec: '{"version":"0.2"}' },
        Artifacts: { Type: 'NO_ARTIFACTS' },
        EncryptionKey: KEY,
        ...(options.limit && { ConcurrentBuildLimit: options.limit }),
        Environment: {
          Type: 'LINUX_CONTAINER',
          ComputeType: 'BUILD_GENERAL1_SMALL',
          Image: 'aws/codebuild/standard:7.0',
          PrivilegedMode: 'false',
        },
        LogsConfig: {
          CloudWatchLogs: { Status: 'ENABLED', GroupName: { Ref: 'Log' } },
        },
      },
    },
  },
});

describe('A runner that CloudFormation makes in the emulator', () => {
  let sandbox: Sandbox;
  let stacks: ReturnType<typeof stacksOf>;
  let clients: {
    cloudFormation: CloudFormationClient;
    codeBuild: CodeBuildClient;
    iam: IAMClient;
    logs: CloudWatchLogsClient;
  };

  beforeAll(async () => {
    sandbox = await startSandbox({ seed: false });
    const config = await clientConfig(sandbox.endpoint, {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      region: 'eu-west-1',
    });
    clients = {
      cloudFormation: new CloudFormationClient(config),
      codeBuild: new CodeBuildClient(config),
      iam: new IAMClient(config),
      logs: new CloudWatchLogsClient(config),
    };
    stacks = stacksOf(clients.cloudFormation);
  }, 60_000);
  afterAll(() => sandbox.stop());

  async function standing() {
    const { projects = [] } = await clients.codeBuild.send(
      new BatchGetProjectsCommand({ names: ['runner'] }),
    );
    const { logGroups = [] } = await clients.logs.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: '/runner' }),
    );
    return { project: projects[0], log: logGroups[0] };
  }

  async function allowed() {
    const PolicyArn = `arn:aws:iam::${ACCOUNT}:policy/runner`;
    const { Policy } = await clients.iam.send(
      new GetPolicyCommand({ PolicyArn }),
    );
    const { PolicyVersion } = await clients.iam.send(
      new GetPolicyVersionCommand({
        PolicyArn,
        VersionId: Policy?.DefaultVersionId,
      }),
    );
    const text = decodeURIComponent(PolicyVersion?.Document ?? '');
    return JSON.parse(text).Statement[0].Action;
  }

  it('stands as its template says, and is changed and taken away', async () => {
    const first = runner({ days: 30, action: 's3:GetObject', limit: 4 });
    const created = await stacks.propose('runner', first);
    const made = await stacks.execute('runner', created.ChangeSetName);
    expect(made.StackStatus).toBe('CREATE_COMPLETE');
    expect(await standing()).toMatchObject({
      project: {
        serviceRole: `arn:aws:iam::${ACCOUNT}:role/runner`,
        source: { type: 'NO_SOURCE', buildspec: '{"version":"0.2"}' },
        encryptionKey: KEY,
        concurrentBuildLimit: 4,
        environment: { privilegedMode: false },
        logsConfig: { cloudWatchLogs: { groupName: '/runner' } },
      },
      log: { retentionInDays: 30, kmsKeyId: KEY },
    });
    expect(await allowed()).toBe('s3:GetObject');
    const { AttachedPolicies } = await clients.iam.send(
      new ListAttachedRolePoliciesCommand({ RoleName: 'runner' }),
    );
    expect(AttachedPolicies).toEqual([
      {
        PolicyName: 'runner',
        PolicyArn: `arn:aws:iam::${ACCOUNT}:policy/runner`,
      },
    ]);

    const second = runner({ days: 90, action: 's3:PutObject' });
    const changed = await stacks.propose('runner', second, 'UPDATE');
    expect(
      changed.Changes?.map(({ ResourceChange: change }) => [
        change?.LogicalResourceId,
        change?.Replacement,
      ]).sort(),
    ).toEqual([
      ['Log', 'False'],
      ['Policy', 'False'],
      ['Project', 'False'],
    ]);
    const updated = await stacks.execute('runner', changed.ChangeSetName);
    expect(updated.StackStatus).toBe('UPDATE_COMPLETE');
    const after = await standing();
    expect(after.log).toMatchObject({ retentionInDays: 90, kmsKeyId: KEY });
    expect(after.project?.concurrentBuildLimit).toBeUndefined();
    expect(await allowed()).toBe('s3:PutObject');

    await clients.cloudFormation.send(
      new DeleteStackCommand({ StackName: 'runner' }),
    );
    await stacks.settled('runner').catch(() => undefined);
    expect(await standing()).toEqual({ project: undefined, log: undefined });
    await expect(allowed()).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
  }, 30_000);
});
