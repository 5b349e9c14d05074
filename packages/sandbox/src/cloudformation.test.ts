// SPDX-License-Identifier: Apache-2.0
import {
  CloudFormationClient,
  DeleteStackCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import {
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
import { clientConfig, localhostAgent } from './__testUtils__/clients';
import { keyTemplate, stacksOf } from './__testUtils__/stacks';
import { Sandbox, startSandbox } from './startSandbox';

const ACCOUNT = '222222222222';

describe('Stacks in the emulator', () => {
  let sandbox: Sandbox;
  let cloudformation: CloudFormationClient;
  let stacks: ReturnType<typeof stacksOf>;
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
    stacks = stacksOf(cloudformation);
    kms = new KMSClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    control = new S3ControlClient({
      ...config,
      requestHandler: { httpAgent: localhostAgent },
    });
  }, 60_000);
  afterEach(() => sandbox.faults.clear());
  afterAll(() => sandbox.stop());

  it('makes a key with the properties it states, changes it in place, and finds nothing more to change', async () => {
    const created = await stacks.propose('kms-orders', keyTemplate());
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
    const stack = await stacks.execute('kms-orders', created.ChangeSetName);
    const KeyId = await stacks.physicalId('kms-orders', 'Key');
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

    const same = await stacks.propose('kms-orders', keyTemplate(), 'UPDATE');
    expect([same.Status, same.StatusReason]).toEqual([
      'FAILED',
      "The submitted information didn't contain changes. Submit different information to create a change set.",
    ]);

    const changed = keyTemplate({ RotationPeriodInDays: 365 });
    const update = await stacks.propose('kms-orders', changed, 'UPDATE');
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
      (await stacks.execute('kms-orders', update.ChangeSetName)).StackStatus,
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
    const first = await stacks.propose('replace', template('replace-a'));
    await stacks.execute('replace', first.ChangeSetName);
    const second = await stacks.propose(
      'replace',
      template('replace-b'),
      'UPDATE',
    );
    expect(second.Changes?.[0].ResourceChange).toMatchObject({
      Action: 'Modify',
      Replacement: 'True',
    });
    await stacks.execute('replace', second.ChangeSetName);
    await s3.send(new HeadBucketCommand({ Bucket: 'replace-b' }));
    await expect(
      s3.send(new HeadBucketCommand({ Bucket: 'replace-a' })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });

  it('makes a bucket with all its settings, readable through the SDK', async () => {
    const proposed = await stacks.propose('data-lake', dataLakeTemplate);
    const stack = await stacks.execute('data-lake', proposed.ChangeSetName);
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    const Bucket = 'cfn-data-lake';
    const KeyId = await stacks.physicalId('data-lake', 'Key');
    const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${KeyId}`;
    const replica = await stacks.physicalId('data-lake', 'Replica');
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
    expect((await stacks.settled(stack.StackId ?? '')).StackStatus).toBe(
      'DELETE_COMPLETE',
    );
    await expect(
      s3.send(new HeadBucketCommand({ Bucket })),
    ).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
  });
});
