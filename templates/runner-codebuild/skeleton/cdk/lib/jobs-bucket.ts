// SPDX-License-Identifier: Apache-2.0
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** What the backend hands to builds and builds hand back; the engine seals it besides. */
export function createJobsBucket(
  scope: Construct,
  options: { bucketName: string; key: Key },
): Bucket {
  const { bucketName, key } = options;
  const bucket = new Bucket(scope, 'Bucket', {
    bucketName,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    enforceSSL: true,
    // CloudFormation does not delete a bucket that holds objects.
    removalPolicy: RemovalPolicy.DESTROY,
    // A plan waits for its approval for a day, unless planExpiry says otherwise.
    lifecycleRules: [
      {
        id: 'jobs',
        expiration: Duration.days(14),
        abortIncompleteMultipartUploadAfter: Duration.days(1),
      },
    ],
  });
  for (const statement of onlyEncryptedWith(key, bucket)) {
    bucket.addToResourcePolicy(statement);
  }
  acknowledge(bucket);
  return bucket;
}

function onlyEncryptedWith(key: Key, bucket: Bucket): PolicyStatement[] {
  const header = 's3:x-amz-server-side-encryption';
  const deny = (sid: string, name: string, value: string) =>
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        Null: { [name]: 'false' },
        StringNotEquals: { [name]: value },
      },
    });
  return [
    deny('OnlyKmsEncryption', header, 'aws:kms'),
    deny('OnlyKeyOfTheRunner', `${header}-aws-kms-key-id`, key.keyArn),
  ];
}

function acknowledge(bucket: Bucket): void {
  const noLogs =
    'A build asks every two seconds whether it is cancelled, and the log would say little else; data events of CloudTrail do better';
  const passing =
    'What is in it passes between backend and builds, and is worth nothing once the run has ended';
  Validations.of(bucket).acknowledge(
    { id: 'AwsSolutions-S1', reason: noLogs },
    { id: 'NIST.800.53.R5-S3BucketLoggingEnabled', reason: noLogs },
    { id: 'NIST.800.53.R5-S3BucketVersioningEnabled', reason: passing },
    { id: 'NIST.800.53.R5-S3BucketReplicationEnabled', reason: passing },
  );
}
