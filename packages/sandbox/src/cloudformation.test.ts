// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeKeyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  GetAccessPointCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { dataLakeTemplate } from './__testUtils__/dataLakeTemplate';
import {
  clientConfig,
  eventually,
  localhostAgent,
} from './__testUtils__/clients';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '222222222222';

describe('CloudFormation in the emulator', () => {
  let sandbox: Sandbox;
  let cloudformation: CloudFormationClient;
  let kms: KMSClient;
  let s3: S3Client;
  let control: S3ControlClient;

  beforeAll(async () => {
    sandbox = await startSandbox();
    const config = await clientConfig(sandbox.endpoint, {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      region: 'eu-west-1',
    });
    cloudformation = new CloudFormationClient(config);
    kms = new KMSClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    control = new S3ControlClient({
      ...config,
      requestHandler: { httpAgent: localhostAgent },
    });
  }, 60_000);
  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.stop());

  async function propose(
    StackName: string,
    template: object,
    type: 'CREATE' | 'UPDATE' | 'IMPORT' = 'CREATE',
  ) {
    const ChangeSetName = `run-${Date.now()}-${Math.floor(
      Math.random() * 1e6,
    )}`;
    await cloudformation.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName,
        ChangeSetType: type,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_IAM'],
        Tags: [{ Key: 'groundwork:layer', Value: 'test' }],
      }),
    );
    return cloudformation.send(
      new DescribeChangeSetCommand({
        StackName,
        ChangeSetName,
        IncludePropertyValues: true,
      }),
    );
  }

  async function settled(StackName: string) {
    const read = async () => {
      const { Stacks = [] } = await cloudformation.send(
        new DescribeStacksCommand({ StackName }),
      );
      return Stacks[0];
    };
    return eventually(read, stack => !stack.StackStatus?.endsWith('PROGRESS'));
  }

  async function execute(StackName: string, ChangeSetName?: string) {
    await cloudformation.send(
      new ExecuteChangeSetCommand({ StackName, ChangeSetName }),
    );
    return settled(StackName);
  }

  async function physicalId(StackName: string, LogicalResourceId: string) {
    const { StackResources = [] } = await cloudformation.send(
      new DescribeStackResourcesCommand({ StackName, LogicalResourceId }),
    );
    return StackResources[0].PhysicalResourceId ?? '';
  }

  const keyTemplate = (properties: object = {}) => ({
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          Description: 'orders',
          EnableKeyRotation: true,
          RotationPeriodInDays: 180,
          KeyPolicy: { Version: '2012-10-17', Statement: [] },
          Tags: [{ Key: 'environment', Value: 'staging' }],
          ...properties,
        },
      },
      Alias: {
        Type: 'AWS::KMS::Alias',
        Properties: {
          AliasName: { 'Fn::Sub': 'alias/${AWS::StackName}' },
          TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
        },
      },
    },
    Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
  });

  it('makes a key with the properties it states, changes it in place, and finds nothing more to change', async () => {
    const created = await propose('kms-orders', keyTemplate());
    expect(created.Status).toBe('CREATE_COMPLETE');
    expect(
      created.Changes?.map(({ ResourceChange: change }) => [
        change?.Action,
        change?.LogicalResourceId,
        change?.ResourceType,
      ]),
    ).toEqual([
      ['Add', 'Alias', 'AWS::KMS::Alias'],
      ['Add', 'Key', 'AWS::KMS::Key'],
    ]);
    const stack = await execute('kms-orders', created.ChangeSetName);
    const KeyId = await physicalId('kms-orders', 'Key');
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [
        {
          OutputKey: 'KeyArn',
          OutputValue: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KeyId}`,
        },
      ],
    });
    expect(
      await kms.send(new GetKeyRotationStatusCommand({ KeyId })),
    ).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 180,
    });
    const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId }));
    expect(Tags).toEqual(
      expect.arrayContaining([
        { TagKey: 'environment', TagValue: 'staging' },
        { TagKey: 'groundwork:layer', TagValue: 'test' },
      ]),
    );

    const same = await propose('kms-orders', keyTemplate(), 'UPDATE');
    expect([same.Status, same.StatusReason]).toEqual([
      'FAILED',
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    ]);

    const changed = keyTemplate({ RotationPeriodInDays: 365 });
    const update = await propose('kms-orders', changed, 'UPDATE');
    expect(update.Changes).toEqual([
      {
        Type: 'Resource',
        ResourceChange: expect.objectContaining({
          Action: 'Modify',
          LogicalResourceId: 'Key',
          PhysicalResourceId: KeyId,
          Replacement: 'False',
          Scope: ['Properties'],
          Details: [
            {
              ChangeSource: 'DirectModification',
              Evaluation: 'Static',
              Target: {
                Attribute: 'Properties',
                AttributeChangeType: 'Modify',
                Name: 'RotationPeriodInDays',
                Path: '/Properties/RotationPeriodInDays',
                RequiresRecreation: 'Never',
                BeforeValue: '180',
                AfterValue: '365',
              },
            },
          ],
        }),
      },
    ]);
    expect(
      (await execute('kms-orders', update.ChangeSetName)).StackStatus,
    ).toBe('UPDATE_COMPLETE');
    expect(
      await kms.send(new GetKeyRotationStatusCommand({ KeyId })),
    ).toMatchObject({
      RotationPeriodInDays: 365,
    });
    const { TemplateBody } = await cloudformation.send(
      new GetTemplateCommand({ StackName: 'kms-orders' }),
    );
    expect(JSON.parse(TemplateBody ?? '')).toEqual(changed);
  });

  it('says before a change that it replaces, and replaces', async () => {
    const template = (name: string) => ({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name } },
      },
    });
    const first = await propose('replace', template('replace-a'));
    await execute('replace', first.ChangeSetName);
    const second = await propose('replace', template('replace-b'), 'UPDATE');
    expect(second.Changes?.[0].ResourceChange).toMatchObject({
      Action: 'Modify',
      Replacement: 'True',
    });
    await execute('replace', second.ChangeSetName);
    await s3.send(new HeadBucketCommand({ Bucket: 'replace-b' }));
    await expect(
      s3.send(new HeadBucketCommand({ Bucket: 'replace-a' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('makes a bucket with all its settings, readable through the SDK', async () => {
    const proposed = await propose('data-lake', dataLakeTemplate);
    const stack = await execute('data-lake', proposed.ChangeSetName);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const Bucket = 'cfn-data-lake';
    const KeyId = await physicalId('data-lake', 'Key');
    const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KeyId}`;
    const replica = await physicalId('data-lake', 'Replica');
    const [versioning, encryption, lifecycle, block, logging] =
      await Promise.all([
        s3.send(new GetBucketVersioningCommand({ Bucket })),
        s3.send(new GetBucketEncryptionCommand({ Bucket })),
        s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
        s3.send(new GetPublicAccessBlockCommand({ Bucket })),
        s3.send(new GetBucketLoggingCommand({ Bucket })),
      ]);
    expect(versioning.Status).toBe('Enabled');
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: keyArn,
        },
        BucketKeyEnabled: true,
      },
    ]);
    expect(lifecycle.Rules).toEqual([
      {
        ID: 'tier',
        Status: 'Enabled',
        Filter: { Prefix: '' },
        Expiration: { Days: 365 },
        Transitions: [
          { Days: 30, StorageClass: 'STANDARD_IA' },
          { Days: 90, StorageClass: 'GLACIER' },
        ],
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ]);
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(logging.LoggingEnabled).toEqual({
      TargetBucket: 'cfn-data-lake-logs',
      TargetPrefix: 'access/',
    });
    const [lock, replication, policy, tagging, point] = await Promise.all([
      s3.send(new GetObjectLockConfigurationCommand({ Bucket })),
      s3.send(new GetBucketReplicationCommand({ Bucket })),
      s3.send(new GetBucketPolicyCommand({ Bucket })),
      s3.send(new GetBucketTaggingCommand({ Bucket })),
      control.send(
        new GetAccessPointCommand({ AccountId: ACCOUNT, Name: 'data-lake' }),
      ),
    ]);
    expect(lock.ObjectLockConfiguration?.Rule).toEqual({
      DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 },
    });
    expect(replication.ReplicationConfiguration?.Rules?.[0]).toMatchObject({
      DeleteMarkerReplication: { Status: 'Enabled' },
      SourceSelectionCriteria: {
        SseKmsEncryptedObjects: { Status: 'Enabled' },
      },
      Destination: {
        Bucket: `arn:aws:s3:::${replica}`,
        EncryptionConfiguration: { ReplicaKmsKeyID: keyArn },
      },
    });
    expect(JSON.parse(policy.Policy ?? '').Statement[0].Condition).toEqual({
      Bool: { 'aws:SecureTransport': 'false' },
    });
    expect(tagging.TagSet).toEqual(
      expect.arrayContaining([{ Key: 'owner', Value: 'data' }]),
    );
    expect(point.AccessPointArn).toBe(
      `arn:aws:s3:eu-west-1:${ACCOUNT}:accesspoint/data-lake`,
    );
    await cloudformation.send(
      new DeleteStackCommand({ StackName: stack.StackId }),
    );
    expect((await settled(stack.StackId ?? '')).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    await expect(
      s3.send(new HeadBucketCommand({ Bucket })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('fails a stack with a type it does not make, and takes the rest back', async () => {
    const template = keyTemplate();
    const { StackName = '', ChangeSetName } = await propose('unsupported', {
      Resources: {
        ...template.Resources,
        Detector: {
          Type: 'AWS::GuardDuty::Detector',
          DependsOn: 'Alias',
          Properties: { Enable: true },
        },
      },
    });
    const { StackStatus } = await execute(StackName, ChangeSetName);
    expect(StackStatus).toBe('ROLLBACK_COMPLETE');
    const { StackEvents = [] } = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName }),
    );
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
    const { StackName = '', ChangeSetName } = await propose('property', {
      Resources: {
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: { WebsiteConfiguration: { IndexDocument: 'i.html' } },
        },
      },
    });
    expect((await execute(StackName, ChangeSetName)).StackStatus).toBe(
      'ROLLBACK_COMPLETE',
    );
    const { StackEvents = [] } = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName }),
    );
    expect(
      StackEvents.find(e => e.ResourceStatus === 'CREATE_FAILED')
        ?.ResourceStatusReason,
    ).toBe(
      'The emulator does not make WebsiteConfiguration of AWS::S3::Bucket.',
    );
  });

  it('fails an import', async () => {
    const { Status, StatusReason } = await propose(
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
    const first = await propose('denied', keyTemplate());
    await execute('denied', first.ChangeSetName);
    const KeyId = await physicalId('denied', 'Key');
    await sandbox.faults.add({ kind: 'deny', action: 'kms:UpdateAlias' });
    const template = keyTemplate({ RotationPeriodInDays: 200 });
    template.Resources.Alias.Properties.TargetKeyId = {
      'Fn::GetAtt': ['Other', 'Arn'],
    };
    const second = await propose(
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
    const { StackStatus } = await execute('denied', second.ChangeSetName);
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
    const { ChangeSetName } = await propose('counted', keyTemplate());
    await execute('counted', ChangeSetName);
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
    const { ChangeSetName } = await propose('protected', keyTemplate());
    await execute('protected', ChangeSetName);
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
    const { Changes, Parameters } = await propose('noecho', {
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
