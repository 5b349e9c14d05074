// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DataLakeStack } from '../lib/data-lake-stack.ts';
import { parseInputs } from '../lib/inputs.ts';
import type { DataLakeInputs } from '../lib/inputs.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp } from '../lib/layer-stack.ts';
import type { Environment } from '../lib/layer-stack.ts';
import { contextIn, nagFindings } from './layer.ts';

const everything = readJson(new URL('./inputs.json', import.meta.url));

const kmsKeyArn =
  'arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-4333-8444-555555555555';
const bucketName = 'dl-orders-data-123456789012-eu-west-1';
const logsBucketName = 'dl-orders-logs-123456789012-eu-west-1';

const defaults: DataLakeInputs = {
  kmsKeyArn,
  rawTransitionInDays: 90,
  noncurrentVersionExpirationInDays: 90,
  objectLockMode: 'NONE',
  objectLockRetentionInDays: 30,
  replicaBucketArn: '',
  replicaKmsKeyArn: '',
};

function synthesize(
  values: unknown = defaults,
  environment: Environment = 'production',
) {
  const app = createApp();
  const inputs = parseInputs(values, environment);
  const stack = new DataLakeStack(app, contextIn(environment), inputs);
  return { app, stack, template: Template.fromStack(stack) };
}

function hasBucket(template: Template, name: string, properties: object) {
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: name,
    ...properties,
  });
}

function refuses(values: object, message: string | RegExp) {
  assert.throws(() => synthesize({ ...defaults, ...values }), { message });
}

describe('both buckets', () => {
  it('are private, versioned and owned by the account', () => {
    const { template } = synthesize();
    for (const name of [bucketName, logsBucketName]) {
      hasBucket(template, name, {
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        OwnershipControls: {
          Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
        },
        VersioningConfiguration: { Status: 'Enabled' },
      });
    }
  });

  it('refuse transport in clear', () => {
    const { template } = synthesize();
    const denied = Match.objectLike({
      Effect: 'Deny',
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
    const policies = template.findResources('AWS::S3::BucketPolicy', {
      Properties: {
        PolicyDocument: { Statement: Match.arrayWith([denied]) },
      },
    });
    assert.equal(Object.keys(policies).length, 2);
  });

  it('leave nothing for AWS Solutions and NIST 800-53 to object to', () => {
    assert.deepEqual(nagFindings(synthesize().app), []);
    assert.deepEqual(nagFindings(synthesize(everything).app), []);
  });
});

describe('the data bucket', () => {
  it('is encrypted with the key of the lake and with no other', () => {
    const { template } = synthesize();
    hasBucket(template, bucketName, {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              KMSMasterKeyID: kmsKeyArn,
              SSEAlgorithm: 'aws:kms',
            },
          },
        ],
      },
    });
    const header = 's3:x-amz-server-side-encryption-aws-kms-key-id';
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Sid: 'OnlyKeyOfTheLake',
            Effect: 'Deny',
            Condition: {
              Null: { [header]: 'false' },
              StringNotEquals: { [header]: kmsKeyArn },
            },
          }),
        ]),
      },
    });
  });

  it('moves objects by zone and removes old versions', () => {
    const { template } = synthesize({ ...defaults, rawTransitionInDays: 45 });
    const rule = (zone: string, storageClass: string, days: number) => ({
      Id: zone,
      Prefix: `${zone}/`,
      Status: 'Enabled',
      Transitions: [{ StorageClass: storageClass, TransitionInDays: days }],
    });
    hasBucket(template, bucketName, {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'versions',
            Status: 'Enabled',
            ExpiredObjectDeleteMarker: true,
            NoncurrentVersionExpiration: { NoncurrentDays: 90 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
          rule('curated', 'INTELLIGENT_TIERING', 0),
          rule('raw', 'GLACIER_IR', 45),
          rule('serving', 'INTELLIGENT_TIERING', 0),
        ],
      },
    });
  });

  it('has its accesses logged, for a year in production', () => {
    const { template } = synthesize();
    hasBucket(template, bucketName, {
      LoggingConfiguration: { LogFilePrefix: 'access/' },
    });
    hasBucket(template, logsBucketName, {
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ ExpirationInDays: 365 })],
      },
    });
    hasBucket(synthesize(defaults, 'development').template, logsBucketName, {
      LifecycleConfiguration: {
        Rules: [Match.objectLike({ ExpirationInDays: 30 })],
      },
    });
  });

  it('is locked only when asked for', () => {
    hasBucket(synthesize().template, bucketName, {
      ObjectLockConfiguration: Match.absent(),
    });
    const locked = { ...defaults, objectLockMode: 'COMPLIANCE' };
    hasBucket(synthesize(locked).template, bucketName, {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Days: 30, Mode: 'COMPLIANCE' } },
      },
    });
  });
});

describe('the zones', () => {
  it('are reached through access points that reach nothing else', () => {
    const { template } = synthesize();
    for (const zone of ['raw', 'curated', 'serving']) {
      const arn = `arn:aws:s3:eu-west-1:123456789012:accesspoint/orders-${zone}`;
      template.hasResourceProperties('AWS::S3::AccessPoint', {
        Name: `orders-${zone}`,
        Policy: {
          Statement: [
            Match.objectLike({
              Effect: 'Deny',
              NotResource: `${arn}/object/${zone}/*`,
            }),
            Match.objectLike({
              Effect: 'Deny',
              Resource: arn,
              Condition: { StringNotLike: { 's3:prefix': `${zone}/*` } },
            }),
          ],
        },
      });
    }
  });
});

describe('replication', () => {
  it('is not there unless asked for', () => {
    const { template } = synthesize();
    template.resourceCountIs('AWS::IAM::Role', 0);
    hasBucket(template, bucketName, {
      ReplicationConfiguration: Match.absent(),
    });
  });

  it('copies everything within 15 minutes and keeps what is deleted here', () => {
    const { template } = synthesize(everything);
    hasBucket(template, bucketName, {
      ReplicationConfiguration: {
        Rules: [
          Match.objectLike({
            Status: 'Enabled',
            Filter: { Prefix: '' },
            DeleteMarkerReplication: { Status: 'Disabled' },
            SourceSelectionCriteria: {
              SseKmsEncryptedObjects: { Status: 'Enabled' },
            },
            Destination: Match.objectLike({
              Bucket: 'arn:aws:s3:::dl-copy-data-123456789012-us-east-1',
              ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } },
            }),
          }),
        ],
      },
    });
  });

  it('acts as a role that S3 takes for this bucket only', () => {
    const { template } = synthesize(everything);
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 's3.amazonaws.com' },
            Condition: {
              StringEquals: { 'aws:SourceAccount': '123456789012' },
              ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${bucketName}` },
            },
          }),
        ],
      },
    });
  });
});

describe('the inputs', () => {
  it('are refused out of their bounds', () => {
    const days = (from: number) =>
      `must be a whole number from ${from} to 3650.`;
    refuses({ rawTransitionInDays: 29 }, `raw_transition_in_days ${days(30)}`);
    refuses(
      { noncurrentVersionExpirationInDays: 3651 },
      `noncurrent_version_expiration_in_days ${days(7)}`,
    );
    refuses(
      { objectLockRetentionInDays: 0 },
      `object_lock_retention_in_days ${days(1)}`,
    );
    refuses(
      { objectLockMode: 'LOCKED' },
      'object_lock_mode must be one of NONE, GOVERNANCE, COMPLIANCE.',
    );
    refuses({ kmsKeyArn: 'alias/orders' }, /^kms_key_arn must match \^arn:aws/);
    refuses({ replicaBucketArn: 'copy' }, /^replica_bucket_arn must match/);
  });

  it('are refused when versions are removed too soon in production', () => {
    refuses(
      { noncurrentVersionExpirationInDays: 29 },
      'noncurrent_version_expiration_in_days must be at least 30 in production.',
    );
  });

  it('are refused when a replica has no key', () => {
    refuses(
      { replicaBucketArn: 'arn:aws:s3:::copy' },
      'replica_bucket_arn and replica_kms_key_arn must be given together.',
    );
  });
});
