// SPDX-License-Identifier: Apache-2.0
import {
  UNKNOWN,
  created,
  messagesOf,
  planned,
  updated,
} from '../__testUtils__/plans';
import { noWildcardIam } from './noWildcardIam';

const policy = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

it.each([
  [
    'named actions',
    created('aws_iam_role_policy', {
      policy: policy({
        Effect: 'Allow',
        Action: ['s3:GetObject', 's3:List*'],
        Resource: '*',
      }),
    }),
  ],
  [
    'all of a service on one thing',
    created('aws_iam_policy', {
      policy: policy({
        Effect: 'Allow',
        Action: 'sqs:*',
        Resource: 'arn:aws:sqs:eu-west-1:111111111111:orders',
      }),
    }),
  ],
  [
    'a denial',
    created('aws_iam_policy', {
      policy: policy({ Effect: 'Deny', Action: '*', Resource: '*' }),
    }),
  ],
  [
    'the policy of a key, which is about that key',
    created('aws_kms_key', {
      policy: policy({ Effect: 'Allow', Action: 'kms:*', Resource: '*' }),
    }),
  ],
  [
    'CDK with references',
    created('AWS::IAM::Policy', {
      'PolicyDocument.Statement.0.Effect': 'Allow',
      'PolicyDocument.Statement.0.Action': ['sqs:*'],
      'PolicyDocument.Statement.0.Resource.0': {
        'Fn::GetAtt': ['Queue', 'Arn'],
      },
    }),
  ],
])('accepts %s', async (_, resource) => {
  expect(await messagesOf(noWildcardIam, planned([resource]))).toEqual([]);
});

it.each([
  [
    created('aws_iam_policy', {
      policy: policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    }),
    'aws_iam_policy.this: It allows * on everything',
  ],
  [
    created('aws_iam_role', {
      'inline_policy.0.name': 'all',
      'inline_policy.0.policy': policy({
        Effect: 'Allow',
        Action: ['s3:*', 'ec2:RunInstances'],
        Resource: ['*'],
      }),
    }),
    'aws_iam_role.this: It allows s3:* on everything',
  ],
  [
    created('aws_iam_user_policy', {
      policy: policy({
        Effect: 'Allow',
        NotAction: 'iam:*',
        Resource: 'arn:aws:s3:::orders',
      }),
    }),
    'aws_iam_user_policy.this: It allows all actions but iam:* (NotAction)',
  ],
  [
    created('aws_iam_policy', {
      policy: policy({
        Effect: 'Allow',
        Action: 's3:*',
        NotResource: 'arn:aws:s3:::secret',
      }),
    }),
    'aws_iam_policy.this: It allows s3:* on everything',
  ],
  [
    updated('aws_iam_policy', {
      policy: {
        before: policy({ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }),
        after: policy({ Effect: 'Allow', Action: '*:*', Resource: '*' }),
      },
    }),
    'aws_iam_policy.this: It allows *:* on everything',
  ],
  [
    created('aws_iam_role_policy_attachment', {
      policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess',
    }),
    'aws_iam_role_policy_attachment.this: The policy AdministratorAccess of AWS is attached, which allows nearly everything',
  ],
  [
    created('AWS::IAM::Role', {
      'Policies.0.PolicyName': 'all',
      'Policies.0.PolicyDocument.Statement.0.Effect': 'Allow',
      'Policies.0.PolicyDocument.Statement.0.Action': 'dynamodb:*',
      'Policies.0.PolicyDocument.Statement.0.Resource': '*',
    }),
    'This: It allows dynamodb:* on everything',
  ],
  [
    updated('AWS::IAM::Policy', {
      'PolicyDocument.Statement.0.Action': {
        before: 's3:GetObject',
        after: 's3:*',
      },
    }),
    'This: It allows s3:*; on what, the plan does not show, because that stays as it is',
  ],
  [
    updated('AWS::IAM::Policy', {
      'PolicyDocument.Statement.0.Resource': {
        before: 'arn:aws:s3:::orders',
        after: '*',
      },
    }),
    'This: It allows on everything what it allowed before; which actions, the plan does not show',
  ],
  [
    created('AWS::IAM::Role', {
      'ManagedPolicyArns.0': {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iam::aws:policy/PowerUserAccess',
          ],
        ],
      },
    }),
    'This: The policy PowerUserAccess of AWS is attached, which allows nearly everything',
  ],
])('objects to %#', async (resource, message) => {
  expect(await messagesOf(noWildcardIam, planned([resource]))).toEqual([
    message,
  ]);
});

it('says of a policy that is not known yet that it could not be checked, and stops nobody for good', async () => {
  const resource = created('aws_iam_role_policy', { policy: UNKNOWN });
  expect(await noWildcardIam.read({})(planned([resource]))).toEqual([
    {
      address: 'aws_iam_role_policy.this',
      message:
        'Whether its policy has wildcards could not be checked: it is only known after apply',
      fix: expect.stringContaining('Build the ARNs'),
      atMost: 'soft',
    },
  ]);
});

it('spares services of the configuration', async () => {
  const resource = created('aws_iam_policy', {
    policy: policy({
      Effect: 'Allow',
      Action: ['cloudwatch:*'],
      Resource: '*',
    }),
  });
  expect(
    await messagesOf(noWildcardIam, planned([resource]), {
      exceptServices: ['cloudwatch'],
    }),
  ).toEqual([]);
});
