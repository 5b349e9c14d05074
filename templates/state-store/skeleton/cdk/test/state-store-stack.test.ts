// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { parseInputs } from '../lib/inputs.ts';
import type { StateStoreInputs } from '../lib/inputs.ts';
import { readJson } from '../lib/layer-inputs.ts';
import { createApp } from '../lib/layer-stack.ts';
import type { Environment } from '../lib/layer-stack.ts';
import { StateStoreStack } from '../lib/state-store-stack.ts';
import { contextIn, nagFindings } from './layer.ts';

const everything = readJson(new URL('./inputs.json', import.meta.url));

const bucketName = 'groundwork-tfstate-123456789012-eu-west-1';
const logsBucketName = 'groundwork-tfstate-logs-123456789012-eu-west-1';
const role = (name: string) => `arn:aws:iam::123456789012:role/${name}`;

const defaults: StateStoreInputs = {
  readerRoles: ['groundwork-plan'],
  writerRoles: ['groundwork-apply'],
  recoveryRoles: [],
  noncurrentVersionExpirationInDays: 365,
  newerNoncurrentVersions: 30,
};

function synthesize(
  values: unknown = defaults,
  environment: Environment = 'production',
) {
  const app = createApp();
  const inputs = parseInputs(values, environment);
  const stack = new StateStoreStack(app, contextIn(environment), inputs);
  return { app, stack, template: Template.fromStack(stack) };
}

function hasBucket(template: Template, name: string, properties: object) {
  template.hasResourceProperties('AWS::S3::Bucket', {
    BucketName: name,
    ...properties,
  });
}

function hasStatement(template: Template, statement: object) {
  template.hasResourceProperties('AWS::S3::BucketPolicy', {
    PolicyDocument: {
      Statement: Match.arrayWith([
        Match.objectLike({ Effect: 'Deny', ...statement }),
      ]),
    },
  });
}

function refuses(values: object, message: string | RegExp) {
  assert.throws(() => synthesize({ ...defaults, ...values }), { message });
}

describe('the state bucket', () => {
  it('has the name that the engine looks for', () => {
    hasBucket(synthesize().template, bucketName, {});
  });

  it('is private, versioned, encrypted and logged', () => {
    hasBucket(synthesize().template, bucketName, {
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
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              KMSMasterKeyID: Match.anyValue(),
              SSEAlgorithm: 'aws:kms',
            },
          },
        ],
      },
      LoggingConfiguration: { LogFilePrefix: 'access/' },
    });
  });

  it('keeps old versions by number and by age', () => {
    hasBucket(synthesize().template, bucketName, {
      LifecycleConfiguration: {
        Rules: [
          {
            Id: 'versions',
            Status: 'Enabled',
            ExpiredObjectDeleteMarker: true,
            NoncurrentVersionExpiration: {
              NoncurrentDays: 365,
              NewerNoncurrentVersions: 30,
            },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    });
  });

  it('leaves nothing for AWS Solutions and NIST 800-53 to object to', () => {
    assert.deepEqual(nagFindings(synthesize().app), []);
    assert.deepEqual(nagFindings(synthesize(everything).app), []);
  });
});

describe('states', () => {
  it('are refused to everybody but the roles', () => {
    hasStatement(synthesize().template, {
      Sid: 'OnlyKnownRoles',
      Action: ['s3:DeleteObject*', 's3:GetObject*', 's3:PutObject*'],
      Condition: {
        ArnNotEquals: {
          'aws:PrincipalArn': [
            role('groundwork-apply'),
            role('groundwork-plan'),
          ],
        },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
  });

  it('are not written while planning, but for locks', () => {
    hasStatement(synthesize().template, {
      Sid: 'OnlyLocksWhilePlanning',
      Action: ['s3:DeleteObject*', 's3:PutObject*'],
      NotResource: Match.objectLike({
        'Fn::Join': ['', [Match.anyValue(), '/*.tfstate.tflock']],
      }),
      Condition: Match.objectLike({
        ArnNotEquals: { 'aws:PrincipalArn': [role('groundwork-apply')] },
      }),
    });
  });

  it('lose no version unless somebody who recovers deletes it', () => {
    const deletion = {
      Sid: 'OnlyRecoveryDeletesVersions',
      Action: 's3:DeleteObjectVersion',
    };
    const { template } = synthesize();
    hasStatement(template, {
      ...deletion,
      Condition: { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    });
    const recovery = 'aws-reserved/sso.amazonaws.com/platform-recovery';
    hasStatement(synthesize(everything).template, {
      ...deletion,
      Condition: {
        ArnNotEquals: { 'aws:PrincipalArn': [role(recovery)] },
        BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
      },
    });
  });

  it('are encrypted with no other key, and never sent in clear', () => {
    const header = 's3:x-amz-server-side-encryption';
    const { template } = synthesize();
    hasStatement(template, {
      Sid: 'OnlyKmsEncryption',
      Condition: {
        Null: { [header]: 'false' },
        StringNotEquals: { [header]: 'aws:kms' },
      },
    });
    hasStatement(template, {
      Sid: 'OnlyKeyOfTheStore',
      Condition: Match.objectLike({
        Null: { [`${header}-aws-kms-key-id`]: 'false' },
      }),
    });
    hasStatement(template, {
      Action: 's3:*',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });
});

describe('the key', () => {
  it('rotates and waits before it is deleted', () => {
    const has = (environment: Environment, days: number) =>
      synthesize(defaults, environment).template.hasResourceProperties(
        'AWS::KMS::Key',
        { EnableKeyRotation: true, PendingWindowInDays: days },
      );
    has('production', 30);
    has('development', 7);
  });

  it('is used by the roles, through S3, for states', () => {
    synthesize(everything).template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: [
          Match.objectLike({ Sid: 'LetIamPoliciesDecide' }),
          Match.objectLike({
            Sid: 'UseForStates',
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Condition: {
              StringEquals: {
                'kms:CallerAccount': '123456789012',
                'kms:ViaService': 's3.eu-west-1.amazonaws.com',
              },
              ArnEquals: {
                'aws:PrincipalArn': [
                  role('aws-reserved/sso.amazonaws.com/platform-recovery'),
                  role('groundwork-apply'),
                  role('groundwork-plan'),
                  role('groundwork-sweep'),
                ],
              },
              StringLike: {
                'kms:EncryptionContext:aws:s3:arn': [
                  `arn:aws:s3:::${bucketName}`,
                  `arn:aws:s3:::${bucketName}/*`,
                ],
              },
            },
          }),
        ],
      },
    });
  });
});

describe('access logs', () => {
  it('are kept for a year in production and a month in development', () => {
    const keeps = (environment: Environment, days: number) =>
      hasBucket(synthesize(defaults, environment).template, logsBucketName, {
        LifecycleConfiguration: {
          Rules: [Match.objectLike({ ExpirationInDays: days })],
        },
      });
    keeps('production', 365);
    keeps('development', 30);
  });
});

describe('the inputs', () => {
  it('are refused out of their bounds', () => {
    refuses(
      { noncurrentVersionExpirationInDays: 29 },
      /^noncurrent_version_expiration_in_days must be a whole number from 30 to 3650\./,
    );
    refuses(
      { newerNoncurrentVersions: 101 },
      'newer_noncurrent_versions must be a whole number from 1 to 100.',
    );
    refuses(
      { readerRoles: [role('groundwork-plan')] },
      /^Each of reader_roles must match /,
    );
    refuses({ writerRoles: ['*'] }, /^Each of writer_roles must match /);
    refuses(
      { recoveryRoles: ['people', 'people'] },
      'recovery_roles must be at most 10, each named once.',
    );
  });

  it('are refused when versions are removed too soon in production', () => {
    refuses(
      { noncurrentVersionExpirationInDays: 89 },
      'noncurrent_version_expiration_in_days must be at least 90 in production.',
    );
  });

  it('are refused when nobody could apply', () => {
    refuses(
      { writerRoles: [] },
      'writer_roles must name a role: nobody could apply.',
    );
  });
});
