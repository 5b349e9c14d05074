// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  DeleteStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { clientConfig } from './__testUtils__/clients';
import { keyTemplate, stacksOf } from './__testUtils__/stacks';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '222222222222';

describe('What stacks in the emulator refuse, take back and hide', () => {
  let sandbox: Sandbox;
  let cloudformation: CloudFormationClient;
  let stacks: ReturnType<typeof stacksOf>;
  let kms: KMSClient;

  beforeAll(async () => {
    sandbox = await startSandbox();
    const config = await clientConfig(sandbox.endpoint, {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      region: 'eu-west-1',
    });
    cloudformation = new CloudFormationClient(config);
    stacks = stacksOf(cloudformation);
    kms = new KMSClient(config);
  }, 60_000);
  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.stop());

  it('fails a stack with a type it does not make, and takes the rest back', async () => {
    const template = keyTemplate();
    const { StackName = '', ChangeSetName } = await stacks.propose(
      'unsupported',
      {
        Resources: {
          ...template.Resources,
          Detector: {
            Type: 'AWS::GuardDuty::Detector',
            DependsOn: 'Alias',
            Properties: { Enable: true },
          },
        },
      },
    );
    const { StackStatus } = await stacks.execute(StackName, ChangeSetName);
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    const StackEvents = await stacks.events(StackName);
    const failed = StackEvents.find(e => e.ResourceStatus === 'CREATE_FAILED');
    expect(failed).toMatchObject({
      LogicalResourceId: 'Detector',
      ResourceStatusReason:
        'The emulator does not make AWS::GuardDuty::Detector. It can be deployed to AWS, but not to this emulator.',
    });
    const made = StackEvents.find(
      e =>
        e.LogicalResourceId === 'Key' && e.ResourceStatus === 'CREATE_COMPLETE',
    );
    const { KeyMetadata } = await kms.send(
      new DescribeKeyCommand({ KeyId: made?.PhysicalResourceId }),
    );
    expect(KeyMetadata?.KeyState).toBe('PendingDeletion');
  });

  it('fails a property it does not make rather than losing it', async () => {
    const { StackName = '', ChangeSetName } = await stacks.propose('property', {
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: { WebsiteConfiguration: { IndexDocument: 'i.html' } },
        },
      },
    });
    expect((await stacks.execute(StackName, ChangeSetName)).StackStatus).toBe(
      'ROLLBACK_COMPLETE',
    );
    const StackEvents = await stacks.events(StackName);
    expect(
      StackEvents.find(e => e.ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason,
    ).toBe(
      'The emulator does not make WebsiteConfiguration of AWS::S3::Bucket.',
    );
  });

  it('fails an import', async () => {
    const { Status, StatusReason } = await stacks.propose(
      'imported',
      keyTemplate(),
      'IMPORT',
    );
    expect([Status, StatusReason]).toEqual([
      'FAILED',
      'The emulator does not import resources into stacks.',
    ]);
  });

  it('rolls an update back when AWS denies a step', async () => {
    const first = await stacks.propose('denied', keyTemplate());
    await stacks.execute('denied', first.ChangeSetName);
    const KeyId = await stacks.physicalId('denied', 'Key');
    await sandbox.faults.add({ kind: 'deny', action: 'kms:UpdateAlias' });
    const template = keyTemplate({ RotationPeriodInDays: 200 });
    template.Resources.Alias.Properties.TargetKeyId = {
      'Fn::GetAtt': ['Other', 'Arn'],
    };
    const second = await stacks.propose(
      'denied',
      {
        ...template,
        Resources: {
          ...template.Resources,
          Other: keyTemplate().Resources.Key,
        },
      },
      'UPDATE',
    );
    const { StackStatus } = await stacks.execute(
      'denied',
      second.ChangeSetName,
    );
    expect(StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(
      await kms.send(new GetKeyRotationStatusCommand({ KeyId })),
    ).toMatchObject({
      RotationPeriodInDays: 180,
    });
  });

  it('counts what stacks create in the request log', async () => {
    const before = await sandbox.requests({
      operation: 'CreateKey',
      limit: 10_000,
    });
    const { ChangeSetName } = await stacks.propose('counted', keyTemplate());
    await stacks.execute('counted', ChangeSetName);
    const after = await sandbox.requests({
      operation: 'CreateKey',
      limit: 10_000,
    });
    expect(after).toHaveLength(before.length + 1);
    expect(after.at(-1)).toMatchObject({
      via: 'cloudformation',
      accountId: ACCOUNT,
      region: 'eu-west-1',
    });
  });

  it('keeps a protected stack', async () => {
    const { ChangeSetName } = await stacks.propose('protected', keyTemplate());
    await stacks.execute('protected', ChangeSetName);
    const protect = (EnableTerminationProtection: boolean) =>
      cloudformation.send(
        new UpdateTerminationProtectionCommand({
          StackName: 'protected',
          EnableTerminationProtection,
        }),
      );
    await protect(true);
    const remove = new DeleteStackCommand({ StackName: 'protected' });
    await expect(cloudformation.send(remove)).rejects.toThrow(
      'Stack [protected] cannot be deleted while TerminationProtection is enabled',
    );
    await protect(false);
    await cloudformation.send(remove);
  });

  it('masks NoEcho parameters wherever it shows them', async () => {
    const { Changes, Parameters } = await stacks.propose('noecho', {
      Parameters: {
        Secret: { Type: 'String', NoEcho: true, Default: 'canary-1' },
      },
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: { Description: { Ref: 'Secret' } },
        },
      },
    });
    expect(JSON.stringify([Changes, Parameters])).not.toContain('canary-1');
    expect(Changes?.[0].ResourceChange?.AfterContext).toBe(
      '{"Properties":{"Description":"****"}}',
    );
  });
});
