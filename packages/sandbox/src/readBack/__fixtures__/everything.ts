// SPDX-License-Identifier: Apache-2.0

const allow = (action: string, resource: unknown) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: [action], Resource: [resource] }],
});

/** What the layers do not state: parameters, conditions, tags, inline policies, and most functions. */
export const everything = {
  Parameters: {
    Owner: { Type: 'String', Default: 'orders' },
    Zones: { Type: 'CommaDelimitedList', Default: 'raw,curated' },
  },
  Conditions: {
    IsOrders: { 'Fn::Equals': [{ Ref: 'Owner' }, 'orders'] },
    IsAbsent: { 'Fn::Not': [{ Condition: 'IsOrders' }] },
  },
  Resources: {
    Metadata: { Type: 'AWS::CDK::Metadata', Properties: { Analytics: 'x' } },
    Absent: { Type: 'AWS::S3::Bucket', Condition: 'IsAbsent' },
    Unnamed: { Type: 'AWS::S3::Bucket' },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        Description: { 'Fn::If': ['IsOrders', 'of orders', 'of others'] },
        Path: '/read-back/',
        MaxSessionDuration: '7200',
        PermissionsBoundary: { Ref: 'AWS::NoValue' },
        ManagedPolicyArns: [
          {
            'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess',
          },
        ],
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['sts:AssumeRole'],
              Principal: { Service: [{ 'Fn::Sub': 's3.${AWS::URLSuffix}' }] },
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'list',
            PolicyDocument: allow('s3:ListBucket', {
              'Fn::GetAtt': ['Bucket', 'Arn'],
            }),
          },
        ],
        Tags: [
          { Key: 'owner', Value: { Ref: 'Owner' } },
          { Key: 'account', Value: { Ref: 'AWS::AccountId' } },
        ],
      },
    },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'read',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: allow('s3:GetObject', {
          'Fn::Sub': ['${Bucket.Arn}/${Zone}/*', { Zone: 'raw' }],
        }),
      },
    },
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: {
          'Fn::Join': [
            '-',
            [
              'read-back',
              { 'Fn::Select': [1, { Ref: 'Zones' }] },
              { 'Fn::Select': ['0', { 'Fn::Split': ['.', 'a.b'] }] },
              { Ref: 'AWS::Region' },
            ],
          ],
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'old',
              Status: 'Enabled',
              Prefix: 'old/',
              TagFilters: [{ Key: 'keep', Value: 'false' }],
              ExpirationInDays: 30,
              NoncurrentVersionTransitions: [
                { StorageClass: 'GLACIER', TransitionInDays: 7 },
              ],
            },
          ],
        },
        Tags: [
          { Key: 'zone', Value: 'curated' },
          { Key: 'owner', Value: { Ref: 'Owner' } },
        ],
      },
    },
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        Enabled: 'false',
        KeySpec: 'SYMMETRIC_DEFAULT',
        Origin: 'AWS_KMS',
        Tags: [{ Key: 'owner', Value: { Ref: 'Owner' } }],
      },
    },
    Alias: {
      Type: 'AWS::KMS::Alias',
      Properties: {
        AliasName: { 'Fn::Sub': 'alias/${AWS::StackName}' },
        TargetKeyId: { Ref: 'Key' },
      },
    },
  },
};
