// SPDX-License-Identifier: Apache-2.0
import { broadenedPermissions, permissionChangeOf } from './permissions';

const role = (properties: Record<string, unknown>) => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: JSON.parse(JSON.stringify(properties)),
    },
  },
});

const policy = (...statements: object[]) =>
  role({ Policies: [{ PolicyDocument: { Statement: statements } }] });

const READ = {
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:ListBucket'],
  Resource: [{ 'Fn::GetAtt': ['Data', 'Arn'] }, 'arn:aws:s3:::logs/*'],
};

it('names each statement of a new stack', () => {
  const after = role({
    AssumeRolePolicyDocument: {
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ec2.amazonaws.com' },
        },
      ],
    },
    ManagedPolicyArns: [
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iam::aws:policy/ReadOnlyAccess',
          ],
        ],
      },
    ],
    Policies: [{ PolicyDocument: { Statement: [READ] } }],
  });
  expect(broadenedPermissions({}, after)).toEqual([
    '+ Role: Allow sts:AssumeRole to Service ec2.amazonaws.com',
    '+ Role: managed policy arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess',
    '+ Role: Allow s3:GetObject, s3:ListBucket on ${Data.Arn}, arn:aws:s3:::logs/*',
  ]);
});

it.each<[string, object, object]>([
  ['nothing', READ, READ],
  ['an action less', READ, { ...READ, Action: 's3:GetObject' }],
  ['a resource less', READ, { ...READ, Resource: 'arn:aws:s3:::logs/a' }],
  ['a condition more', READ, { ...READ, Condition: { Bool: { a: 'true' } } }],
  ['a wildcard less', { ...READ, Action: 's3:*' }, READ],
  [
    'another order',
    READ,
    { ...READ, Action: ['S3:ListBucket', 's3:GetObject'] },
  ],
])('is silent about %s', (_, old, next) => {
  expect(broadenedPermissions(policy(old), policy(next))).toEqual([]);
});

it.each<[string, object, object, string]>([
  [
    'an action more',
    READ,
    { ...READ, Action: ['s3:GetObject', 's3:PutObject'], Resource: '*' },
    '+ Role: Allow s3:GetObject, s3:PutObject on *',
  ],
  [
    'a condition less',
    { ...READ, Resource: '*', Condition: { Bool: { a: 'true' } } },
    { ...READ, Resource: '*' },
    '+ Role: Allow s3:GetObject, s3:ListBucket on *',
  ],
  [
    'everything but',
    READ,
    { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
    '+ Role: Allow all but iam:* on *',
  ],
  [
    'a denial that is gone',
    { Effect: 'Deny', Action: 's3:*', Resource: '*' },
    { ...READ, Effect: 'Deny', Resource: '*' },
    '- Role: Deny s3:* on *',
  ],
])('names %s', (_, old, next, line) => {
  expect(broadenedPermissions(policy(old), policy(next))).toEqual([line]);
});

it('names a wider principal, also in a policy that is text', () => {
  const text = (principal: string) => ({
    Resources: {
      Policy: {
        Type: 'AWS::Logs::ResourcePolicy',
        Properties: {
          PolicyDocument: JSON.stringify({
            Statement: {
              Effect: 'Allow',
              Principal: { AWS: principal },
              Action: 'logs:*',
              Resource: '*',
            },
          }),
        },
      },
    },
  });
  expect(broadenedPermissions(text('1'), text('*'))).toEqual([
    '+ Policy: Allow logs:* on * to AWS *',
  ]);
  expect(broadenedPermissions(text('*'), text('1'))).toEqual([]);
});

it('names openings of a network, permissions of a function and a lost boundary', () => {
  const group = (cidr: string) => ({
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { SecurityGroupIngress: [{ CidrIp: cidr, FromPort: 443 }] },
  });
  const before = {
    Resources: {
      Group: group('10.0.0.0/8'),
      User: {
        Type: 'AWS::IAM::User',
        Properties: { PermissionsBoundary: 'arn:aws:iam::1:policy/bound' },
      },
    },
  };
  const after = {
    Resources: {
      Group: group('0.0.0.0/0'),
      User: { Type: 'AWS::IAM::User', Properties: {} },
      Invoke: {
        Type: 'AWS::Lambda::Permission',
        Properties: { Principal: '*', Action: 'lambda:InvokeFunction' },
      },
    },
  };
  expect(broadenedPermissions(before, after)).toEqual([
    '+ Group: network rule {"CidrIp":"0.0.0.0/0","FromPort":443}',
    '+ Invoke: permission {"Principal":"*","Action":"lambda:InvokeFunction"}',
    '- User: permissions boundary arn:aws:iam::1:policy/bound',
  ]);
});

it('says whether permissions change, and in which direction', () => {
  const [wide, narrow] = [policy(READ), policy({ ...READ, Resource: 'a' })];
  expect(permissionChangeOf(wide, wide)).toBe('none');
  expect(permissionChangeOf({}, role({}))).toBe('none');
  expect(permissionChangeOf({}, wide)).toBe('broadening');
  expect(permissionChangeOf(wide, {})).toBe('non-broadening');
  expect(permissionChangeOf(narrow, wide)).toBe('broadening');
  const bounded = role({ PermissionsBoundary: 'arn:aws:iam::1:policy/bound' });
  expect(permissionChangeOf(role({}), bounded)).toBe('non-broadening');
  expect(permissionChangeOf(bounded, role({}))).toBe('broadening');
});
