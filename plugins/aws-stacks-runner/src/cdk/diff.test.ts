// SPDX-License-Identifier: Apache-2.0
import { Redactor } from '../redact';
import { type CdkDiffOptions, toCdkPlanDiff } from './diff';
import { toOutputName } from './outputNames';

const options: CdkDiffOptions = {
  before: {
    Resources: {
      Key: { Type: 'AWS::KMS::Key', Properties: { Description: 'old' } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'a' } },
      Kept: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' },
      Same: { Type: 'AWS::SQS::Queue', Metadata: { at: 1 } },
    },
    Outputs: { KeyArn: { Value: 'x' } },
  },
  after: {
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: { Description: 'token-of-mine' },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'b' } },
      New: {
        Type: 'AWS::SQS::Queue',
        Properties: { QueueName: { Ref: 'Topic' } },
      },
      Same: { Type: 'AWS::SQS::Queue', Metadata: { at: 2 } },
    },
    Outputs: { KeyArn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
  },
  changes: [
    {
      ResourceChange: {
        Action: 'Modify',
        LogicalResourceId: 'Topic',
        PhysicalResourceId: 'arn:aws:sns:eu-west-1:1:a',
        ResourceType: 'AWS::SNS::Topic',
        Replacement: 'True',
        Details: [
          {
            Target: {
              Attribute: 'Properties',
              Name: 'TopicName',
              RequiresRecreation: 'Always',
            },
          },
          {
            Target: {
              Attribute: 'Properties',
              Name: 'KmsMasterKeyId',
              RequiresRecreation: 'Never',
            },
          },
        ],
      },
    },
    {
      ResourceChange: {
        Action: 'Add',
        LogicalResourceId: 'New',
        ResourceType: 'AWS::SQS::Queue',
      },
    },
    {
      ResourceChange: {
        Action: 'Remove',
        PolicyAction: 'Retain',
        LogicalResourceId: 'Kept',
        ResourceType: 'AWS::S3::Bucket',
      },
    },
  ],
  hasChanges: true,
  notes: [],
  stackTags: { owner: 'group:default/ai-core', hint: 'token-of-mine' },
  redactor: Redactor.create(['token-of-mine']),
  engineVersion: '2.273.0',
};

it('says of each resource what CloudFormation says, and adds what only the templates show', () => {
  const diff = toCdkPlanDiff(options);
  expect(
    diff.resources.map(({ address, action }) => [address, action]),
  ).toEqual([
    ['Kept', 'forget'],
    ['Key', 'update'],
    ['New', 'create'],
    ['Topic', 'replace'],
  ]);
  expect(diff.summary).toEqual({
    create: 1,
    update: 1,
    replace: 1,
    delete: 0,
    import: 0,
    forget: 1,
  });
});

it('says whether somebody may do more after the change', () => {
  expect(toCdkPlanDiff(options).permissionChange).toBe('none');
  const queuePolicy = {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: '*',
            Resource: '*',
          },
        ],
      },
    },
  };
  const after = { Resources: { Policy: queuePolicy } };
  const opened = toCdkPlanDiff({ ...options, after });
  expect(opened.permissionChange).toBe('broadening');
  const unchanged = toCdkPlanDiff({ ...options, after, hasChanges: false });
  expect(unchanged.permissionChange).toBe('none');
});

it('names the property that forces a replacement, and one that changes through another', () => {
  const topic = toCdkPlanDiff(options).resources.find(
    ({ name }) => name === 'Topic',
  );
  expect(topic).toMatchObject({
    physicalId: 'arn:aws:sns:eu-west-1:1:a',
    reason: 'replacement: True',
  });
  expect(topic?.attributes).toEqual([
    {
      path: 'TopicName',
      before: 'a',
      after: 'b',
      unknown: false,
      sensitive: false,
      forcesReplacement: true,
    },
    {
      path: 'KmsMasterKeyId',
      unknown: true,
      sensitive: false,
      forcesReplacement: false,
    },
  ]);
});

it('masks a known secret in a property', () => {
  const diff = toCdkPlanDiff(options);
  expect(diff.resources.find(({ name }) => name === 'Key')?.attributes).toEqual(
    [
      {
        path: 'Description',
        unknown: false,
        sensitive: true,
        forcesReplacement: false,
      },
    ],
  );
  expect(JSON.stringify(diff)).not.toContain('token-of-mine');
});

it('shows an output whose value is an expression as unknown', () => {
  expect(toCdkPlanDiff(options).outputs).toEqual([
    {
      name: 'key_arn',
      action: 'update',
      before: 'x',
      unknown: true,
      sensitive: false,
    },
  ]);
});

it('says which tags the stack hands on, but for one with a secret', () => {
  expect(toCdkPlanDiff(options).stackTags).toEqual({
    owner: 'group:default/ai-core',
  });
});

it('is empty when nothing changes', () => {
  expect(toCdkPlanDiff({ ...options, hasChanges: false })).toMatchObject({
    resources: [],
    outputs: [],
    hasChanges: false,
  });
});

it.each([
  ['KeyArn', 'key_arn'],
  ['DBClusterARN', 'db_cluster_arn'],
  ['Bucket2Name', 'bucket2_name'],
  ['name', 'name'],
])('names the output %s %s', (name, expected) => {
  expect(toOutputName(name)).toBe(expected);
});
