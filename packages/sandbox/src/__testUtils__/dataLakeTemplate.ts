// SPDX-License-Identifier: Apache-2.0

const policy = (statement: object) => ({
  Version: '2012-10-17',
  Statement: [statement],
});

const bucketProperties = {
  BucketName: 'cfn-data-lake',
  ObjectLockEnabled: true,
  VersioningConfiguration: { Status: 'Enabled' },
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      {
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: {
          SSEAlgorithm: 'aws:kms',
          KMSMasterKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
        },
      },
    ],
  },
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  },
  OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
  LoggingConfiguration: {
    DestinationBucketName: { Ref: 'Logs' },
    LogFilePrefix: 'access/',
  },
  ObjectLockConfiguration: {
    ObjectLockEnabled: 'Enabled',
    Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } },
  },
  LifecycleConfiguration: {
    Rules: [
      {
        Id: 'tier',
        Status: 'Enabled',
        Transitions: [
          { StorageClass: 'STANDARD_IA', TransitionInDays: 30 },
          { StorageClass: 'GLACIER', TransitionInDays: 90 },
        ],
        ExpirationInDays: 365,
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      },
    ],
  },
  IntelligentTieringConfigurations: [
    {
      Id: 'all',
      Status: 'Enabled',
      Tierings: [{ AccessTier: 'ARCHIVE_ACCESS', Days: 125 }],
    },
  ],
  NotificationConfiguration: {
    EventBridgeConfiguration: { EventBridgeEnabled: true },
  },
  ReplicationConfiguration: {
    Role: { 'Fn::GetAtt': ['ReplicationRole', 'Arn'] },
    Rules: [
      {
        Id: 'all',
        Priority: 0,
        Status: 'Enabled',
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Enabled' },
        SourceSelectionCriteria: {
          SseKmsEncryptedObjects: { Status: 'Enabled' },
        },
        Destination: {
          Bucket: { 'Fn::GetAtt': ['Replica', 'Arn'] },
          EncryptionConfiguration: {
            ReplicaKmsKeyID: { 'Fn::GetAtt': ['Key', 'Arn'] },
          },
        },
      },
    ],
  },
  Tags: [{ Key: 'owner', Value: 'data' }],
};

/** Every resource type and setting of the data lake layer. */
export const dataLakeTemplate = {
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: { EnableKeyRotation: true },
    },
    Logs: {
      Type: 'AWS::S3::Bucket',
      Properties: { BucketName: 'cfn-data-lake-logs' },
    },
    Replica: {
      Type: 'AWS::S3::Bucket',
      Properties: { VersioningConfiguration: { Status: 'Enabled' } },
    },
    ReplicationRole: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: policy({
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'sts:AssumeRole',
        }),
      },
    },
    ReplicationPolicy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'replicate',
        Roles: [{ Ref: 'ReplicationRole' }],
        PolicyDocument: policy({
          Effect: 'Allow',
          Action: 's3:ReplicateObject',
          Resource: { 'Fn::Sub': '${Replica.Arn}/*' },
        }),
      },
    },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: bucketProperties },
    BucketPolicy: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: policy({
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: { 'Fn::Sub': '${Bucket.Arn}/*' },
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      },
    },
    AccessPoint: {
      Type: 'AWS::S3::AccessPoint',
      Properties: { Bucket: { Ref: 'Bucket' }, Name: 'data-lake' },
    },
  },
};
