// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import {
  CloudFormationClient,
  CreateStackCommand,
} from '@aws-sdk/client-cloudformation';
import {
  AttachRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyRotationCommand,
  KMSClient,
  TagResourceCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
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
  S3Client,
} from '@aws-sdk/client-s3';
import {
  DeleteAccessPointPolicyCommand,
  ListAccessPointsCommand,
  S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { clientConfig, localhostAgent } from '../__testUtils__/clients';
import { stacksOf } from '../__testUtils__/stacks';
import { Sandbox, startSandbox } from '../startSandbox';
import dataLakeTemplate from './__fixtures__/data-lake.template.json';
import { everything } from './__fixtures__/everything';
import kmsTemplate from './__fixtures__/kms.template.json';
import { readBackStack } from './readBackStack';

const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const LAKE = `dl-orders-data-${ACCOUNT}-${REGION}`;
const PROGRAM = resolvePackagePath(
  '@groundwork/sandbox',
  'bin/groundwork-sandbox.js',
);

describe('readBackStack', () => {
  let sandbox: Sandbox;
  let cloudformation: CloudFormationClient;
  let iam: IAMClient;
  let kms: KMSClient;
  let s3: S3Client;
  let control: S3ControlClient;

  async function deploy(name: string, template: object) {
    await cloudformation.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: JSON.stringify(template),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: [{ Key: 'groundwork:layer', Value: 'test' }],
      }),
    );
    const stack = await stacksOf(cloudformation).settled(name);
    expect([stack.StackStatus, stack.StackStatusReason]).toEqual([
      'CREATE_COMPLETE',
      undefined,
    ]);
  }
  const readBack = (stackName: string) =>
    readBackStack({
      endpoint: sandbox.endpoint,
      accountId: ACCOUNT,
      region: REGION,
      stackName,
    });
  const differing = async (stackName: string) =>
    (await readBack(stackName)).differences.map(
      ({ logicalId, property }) => `${logicalId}.${property}`,
    );

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 17640, controlPort: 17641 });
    const config = await clientConfig(sandbox.endpoint, {
      roleArn: `arn:aws:iam::${ACCOUNT}:role/groundwork-apply`,
      region: REGION,
    });
    cloudformation = new CloudFormationClient(config);
    iam = new IAMClient(config);
    kms = new KMSClient(config);
    s3 = new S3Client({ ...config, forcePathStyle: true });
    control = new S3ControlClient({
      ...config,
      requestHandler: { httpAgent: localhostAgent },
    });
    await new SSMClient(config).send(
      new PutParameterCommand({
        Name: '/cdk-bootstrap/hnb659fds/version',
        Value: '30',
        Type: 'String',
      }),
    );
    await s3.send(
      new CreateBucketCommand({
        Bucket: `dl-copy-data-${ACCOUNT}-us-east-1`,
        ObjectLockEnabledForBucket: true,
        CreateBucketConfiguration: { LocationConstraint: REGION },
      }),
    );
    await deploy('kms', kmsTemplate);
    await deploy('data-lake', dataLakeTemplate);
    await deploy('everything', everything);
  }, 120_000);
  afterAll(() => sandbox.stop());

  it('finds the key layer as its template states it', async () => {
    expect(await readBack('kms')).toEqual({
      resources: 2,
      properties: 8,
      differences: [],
      writeOnly: ['Key961B73FD.PendingWindowInDays'],
    });
  });

  it('finds the data lake layer as its template states it', async () => {
    expect(await readBack('data-lake')).toEqual({
      resources: 8,
      properties: 36,
      differences: [],
      writeOnly: [],
    });
  });

  it('resolves parameters, conditions and functions, and ignores what makes nothing', async () => {
    expect(await readBack('everything')).toEqual({
      resources: 6,
      properties: 19,
      differences: [],
      writeOnly: [],
    });
  });

  describe('when something is changed beside CloudFormation', () => {
    it('finds versions suspended', async () => {
      const put = (Status: 'Suspended' | 'Enabled') =>
        s3.send(
          new PutBucketVersioningCommand({
            Bucket: `dl-orders-logs-${ACCOUNT}-${REGION}`,
            VersioningConfiguration: { Status },
          }),
        );
      await put('Suspended');
      expect((await readBack('data-lake')).differences).toEqual([
        {
          logicalId: 'LogsBucket9C4D8843',
          type: 'AWS::S3::Bucket',
          property: 'VersioningConfiguration',
          stated: { Status: 'Enabled' },
          found: { Status: 'Suspended' },
        },
      ]);
      await put('Enabled');
      expect(await differing('data-lake')).toEqual([]);
    });

    it('finds the rotation of a key off', async () => {
      const { differences } = await readBack('kms');
      expect(differences).toEqual([]);
      const KeyId = 'alias/groundwork/orders';
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const key = { KeyId: KeyMetadata?.KeyId };
      await kms.send(new DisableKeyRotationCommand(key));
      expect((await readBack('kms')).differences).toEqual([
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
      await kms.send(
        new EnableKeyRotationCommand({ ...key, RotationPeriodInDays: 180 }),
      );
      expect(await differing('kms')).toEqual([]);
    });

    it('finds a lifecycle rule that does more than it states', async () => {
      const { Rules = [] } = await s3.send(
        new GetBucketLifecycleConfigurationCommand({ Bucket: LAKE }),
      );
      const put = (rules: LifecycleRule[]) =>
        s3.send(
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
      expect(await differing('data-lake')).toEqual([
        'Bucket83908E77.LifecycleConfiguration',
      ]);
      await put([...Rules].reverse());
      expect(await differing('data-lake')).toEqual([]);
    });

    it('finds policies, public access and a copying rule that are gone', async () => {
      const { Policy } = await s3.send(
        new GetBucketPolicyCommand({ Bucket: LAKE }),
      );
      await s3.send(
        new PutBucketPolicyCommand({
          Bucket: LAKE,
          Policy: Policy?.replace('"false"', '"true"'),
        }),
      );
      await s3.send(new DeletePublicAccessBlockCommand({ Bucket: LAKE }));
      await s3.send(new DeleteBucketReplicationCommand({ Bucket: LAKE }));
      await s3.send(new DeleteBucketEncryptionCommand({ Bucket: LAKE }));
      const { AccessPointList: [point] = [] } = await control.send(
        new ListAccessPointsCommand({ AccountId: ACCOUNT, Bucket: LAKE }),
      );
      await control.send(
        new DeleteAccessPointPolicyCommand({
          AccountId: ACCOUNT,
          Name: point.Name,
        }),
      );
      expect(await differing('data-lake')).toEqual([
        'Bucket83908E77.BucketEncryption',
        'Bucket83908E77.PublicAccessBlockConfiguration',
        'Bucket83908E77.ReplicationConfiguration',
        'BucketPolicyE9A3008A.PolicyDocument',
        expect.stringMatching(/AccessPoint\w+\.Policy$/),
      ]);
    });

    it('finds tags and rights that somebody added, and a bucket that is gone', async () => {
      const roleName = await stacksOf(cloudformation).physicalId(
        'everything',
        'Role',
      );
      const keyId = await stacksOf(cloudformation).physicalId(
        'everything',
        'Key',
      );
      await iam.send(
        new PutRolePolicyCommand({
          RoleName: roleName,
          PolicyName: 'more',
          PolicyDocument: '{"Version":"2012-10-17","Statement":[]}',
        }),
      );
      await iam.send(
        new AttachRolePolicyCommand({
          RoleName: roleName,
          PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess',
        }),
      );
      await kms.send(
        new TagResourceCommand({
          KeyId: keyId,
          Tags: [{ TagKey: 'more', TagValue: '' }],
        }),
      );
      await s3.send(
        new DeleteBucketCommand({
          Bucket: await stacksOf(cloudformation).physicalId(
            'everything',
            'Unnamed',
          ),
        }),
      );
      expect(await differing('everything')).toEqual([
        'Unnamed.PhysicalResourceId',
        'Role.ManagedPolicyArns',
        'Role.Policies',
        'Key.Tags',
      ]);
    });
  });

  it('passes neither a type nor a property nor a function that it cannot read', async () => {
    await deploy('unread', {
      Resources: {
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'orders' } },
        Bucket: {
          Type: 'AWS::S3::Bucket',
          Properties: {
            BucketName: { 'Fn::GetAtt': ['Topic', 'TopicName'] },
            AccelerateConfiguration: { AccelerationStatus: 'Enabled' },
          },
        },
      },
    });
    expect((await readBack('unread')).differences).toEqual([
      {
        logicalId: 'Topic',
        type: 'AWS::SNS::Topic',
        property: 'Type',
        stated: 'AWS::SNS::Topic',
        found: 'nothing reads AWS::SNS::Topic',
      },
      {
        logicalId: 'Bucket',
        type: 'AWS::S3::Bucket',
        property: 'BucketName',
        stated: { 'Fn::GetAtt': ['Topic', 'TopicName'] },
        found:
          'InputError: Fn::GetAtt Topic.TopicName is not known to any service',
      },
      {
        logicalId: 'Bucket',
        type: 'AWS::S3::Bucket',
        property: 'AccelerateConfiguration',
        stated: { AccelerationStatus: 'Enabled' },
        found: 'nothing reads AccelerateConfiguration of AWS::S3::Bucket',
      },
    ]);
  });

  describe('groundwork-sandbox read-back', () => {
    function run(stack: string) {
      const args = ['--endpoint', sandbox.endpoint, '--account', ACCOUNT];
      args.push('--region', REGION, '--stack', stack);
      return new Promise<{ code: unknown; out: string; err: string }>(done => {
        execFile(
          process.execPath,
          [PROGRAM, 'read-back', ...args],
          (error, out, err) => done({ code: error?.code ?? 0, out, err }),
        );
      });
    }

    it('prints what it counted when all agrees', async () => {
      expect(await run('kms')).toEqual({
        code: 0,
        out: '{"event":"read-back","resources":2,"properties":8,"differences":0}\n',
        err: 'Key961B73FD.PendingWindowInDays is kept by CloudFormation alone: not read\n',
      });
    });

    it('prints a line for each difference and fails', async () => {
      const { code, out } = await run('unread');
      const lines = out.trim().split('\n');
      expect(code).toBe(1);
      expect(lines.map(line => Object.keys(JSON.parse(line)))).toEqual([
        ...Array(3).fill(['logicalId', 'type', 'property', 'stated', 'found']),
        ['event', 'resources', 'properties', 'differences'],
      ]);
      expect(JSON.parse(lines[3])).toEqual({
        event: 'read-back',
        resources: 2,
        properties: 1,
        differences: 3,
      });
    });

    it.each([
      ['absent', 1, /Stack with id absent does not exist/],
      ['no stack', 2, /--stack: give the name of a stack/],
    ])('refuses the stack %j with one line', async (stack, code, message) => {
      const refused = await run(stack);
      expect([refused.code, refused.out]).toEqual([code, '']);
      expect(refused.err.trim()).toMatch(message);
    });
  });
});
