// SPDX-License-Identifier: Apache-2.0
import {
  AttachRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import {
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketReplicationCommand,
  DeletePublicAccessBlockCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import {
  DeleteAccessPointPolicyCommand,
  ListAccessPointsCommand,
} from '@aws-sdk/client-s3-control';
import {
  ACCOUNT,
  REGION,
  startWithStacks,
} from './__testUtils__/startWithStacks';

const LAKE = `dl-orders-data-${ACCOUNT}-${REGION}`;

describe('readBackStack, when something is changed beside CloudFormation', () => {
  let sandbox: Awaited<ReturnType<typeof startWithStacks>>;
  beforeAll(async () => {
    sandbox = await startWithStacks();
  }, 120_000);
  afterAll(() => sandbox.stop());

  it('finds versions suspended', async () => {
    const put = (Status: 'Suspended' | 'Enabled') =>
      sandbox.s3.send(
        new PutBucketVersioningCommand({
          Bucket: `dl-orders-logs-${ACCOUNT}-${REGION}`,
          VersioningConfiguration: { Status },
        }),
      );
    await put('Suspended');
    expect((await sandbox.readBack('data-lake')).differences).toEqual([
      {
        logicalId: 'LogsBucket9C4D8843',
        type: 'AWS::S3::Bucket',
        property: 'VersioningConfiguration',
        stated: { Status: 'Enabled' },
        found: { Status: 'Suspended' },
      },
    ]);
    await put('Enabled');
    expect(await sandbox.differing('data-lake')).toEqual([]);
  });

  it('finds the rotation of a key off', async () => {
    const { differences } = await sandbox.readBack('kms');
    expect(differences).toEqual([]);
    const KeyId = 'alias/groundwork/orders';
    const { KeyMetadata } = await sandbox.kms.send(
      new DescribeKeyCommand({ KeyId }),
    );
    const key = { KeyId: KeyMetadata?.KeyId };
    await sandbox.kms.send(new DisableKeyRotationCommand(key));
    expect((await sandbox.readBack('kms')).differences).toEqual([
      {
        logicalId: 'Key961B73FD',
        type: 'AWS::KMS::Key',
        property: 'EnableKeyRotation',
        stated: true,
        found: false,
      },
      {
        logicalId: 'Key961B73FD',
        type: 'AWS::KMS::Key',
        property: 'RotationPeriodInDays',
        stated: 180,
        found: 'not set',
      },
    ]);
    await sandbox.kms.send(
      new EnableKeyRotationCommand({ ...key, RotationPeriodInDays: 180 }),
    );
    expect(await sandbox.differing('kms')).toEqual([]);
  });

  it('finds a lifecycle rule that does more than it states', async () => {
    const { Rules = [] } = await sandbox.s3.send(
      new GetBucketLifecycleConfigurationCommand({ Bucket: LAKE }),
    );
    const put = (rules: LifecycleRule[]) =>
      sandbox.s3.send(
        new PutBucketLifecycleConfigurationCommand({
          Bucket: LAKE,
          LifecycleConfiguration: { Rules: rules },
        }),
      );
    await put(
      Rules.map(rule =>
        rule.ID === 'raw' ? { ...rule, Expiration: { Days: 90 } } : rule,
      ),
    );
    expect(await sandbox.differing('data-lake')).toEqual([
      'Bucket83908E77.LifecycleConfiguration',
    ]);
    await put([...Rules].reverse());
    expect(await sandbox.differing('data-lake')).toEqual([]);
  });

  it('finds policies, public access and a copying rule that are gone', async () => {
    const { Policy } = await sandbox.s3.send(
      new GetBucketPolicyCommand({ Bucket: LAKE }),
    );
    await sandbox.s3.send(
      new PutBucketPolicyCommand({
        Bucket: LAKE,
        Policy: Policy?.replace('"false"', '"true"'),
      }),
    );
    await sandbox.s3.send(new DeletePublicAccessBlockCommand({ Bucket: LAKE }));
    await sandbox.s3.send(new DeleteBucketReplicationCommand({ Bucket: LAKE }));
    await sandbox.s3.send(new DeleteBucketEncryptionCommand({ Bucket: LAKE }));
    const { AccessPointList: [point] = [] } = await sandbox.control.send(
      new ListAccessPointsCommand({ AccountId: ACCOUNT, Bucket: LAKE }),
    );
    await sandbox.control.send(
      new DeleteAccessPointPolicyCommand({
        AccountId: ACCOUNT,
        Name: point.Name,
      }),
    );
    expect(await sandbox.differing('data-lake')).toEqual([
      'Bucket83908E77.BucketEncryption',
      'Bucket83908E77.PublicAccessBlockConfiguration',
      'Bucket83908E77.ReplicationConfiguration',
      'BucketPolicyE9A3008A.PolicyDocument',
      expect.stringMatching(/AccessPoint\w+\.Policy$/),
    ]);
  });

  it('finds tags and rights that somebody added, and a bucket that is gone', async () => {
    const roleName = await sandbox.physicalId('everything', 'Role');
    const keyId = await sandbox.physicalId('everything', 'Key');
    for (const PolicyName of ['read', 'more']) {
      await sandbox.iam.send(
        new PutRolePolicyCommand({
          RoleName: roleName,
          PolicyName,
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          }),
        }),
      );
    }
    await sandbox.iam.send(
      new AttachRolePolicyCommand({
        RoleName: roleName,
        PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
      }),
    );
    await sandbox.kms.send(
      new TagResourceCommand({
        KeyId: keyId,
        Tags: [{ TagKey: 'more', TagValue: '' }],
      }),
    );
    await sandbox.s3.send(
      new DeleteBucketCommand({
        Bucket: await sandbox.physicalId('everything', 'Unnamed'),
      }),
    );
    expect(await sandbox.differing('everything')).toEqual([
      'Unnamed.PhysicalResourceId',
      'Role.ManagedPolicyArns',
      'Role.Policies',
      'Policy.PolicyDocument',
      'Key.Tags',
    ]);
  });
});
