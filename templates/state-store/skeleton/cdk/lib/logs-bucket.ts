// SPDX-License-Identifier: Apache-2.0
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { environments } from './inputs.ts';
import type { Environment } from './layer-stack.ts';

/** The bucket into which S3 delivers the access logs of the states. */
export function createLogsBucket(
  scope: Construct,
  options: { bucketName: string; environment: Environment },
): Bucket {
  const bucket = new Bucket(scope, 'LogsBucket', {
    bucketName: options.bucketName,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: true,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
    lifecycleRules: [
      {
        id: 'logs',
        expiration: Duration.days(
          environments[options.environment].logRetentionInDays,
        ),
        noncurrentVersionExpiration: Duration.days(7),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
  acknowledge(bucket);
  return bucket;
}

function acknowledge(bucket: Bucket): void {
  const noLogs = 'Logs of the deliveries of logs would never end';
  Validations.of(bucket).acknowledge(
    { id: 'AwsSolutions-S1', reason: noLogs },
    { id: 'NIST.800.53.R5-S3BucketLoggingEnabled', reason: noLogs },
    {
      id: 'NIST.800.53.R5-S3DefaultEncryptionKMS',
      reason:
        'S3 delivers access logs only into a bucket that is encrypted with keys of S3',
    },
    {
      id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
      reason: 'Access logs are kept where the accesses were',
    },
  );
}
