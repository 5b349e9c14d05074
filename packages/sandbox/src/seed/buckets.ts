// SPDX-License-Identifier: Apache-2.0
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { ignoreExisting } from './ignoreExisting';

/** What a seeded bucket has; what is left out stays as AWS makes it. */
export interface SeedBucket {
  name: string;
  region: string;
  versioned?: boolean;
  blocked?: boolean;
  objectLock?: boolean;
  kmsKeyId?: string;
  tags?: Record<string, string>;
}

function encryption(kmsKeyId?: string) {
  return {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: kmsKeyId
          ? ({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: kmsKeyId } as const)
          : ({ SSEAlgorithm: 'AES256' } as const),
        BucketKeyEnabled: Boolean(kmsKeyId),
      },
    ],
  };
}

function settings(bucket: SeedBucket) {
  const Bucket = bucket.name;
  const TagSet = Object.entries(bucket.tags ?? {}).map(([Key, Value]) => ({
    Key,
    Value,
  }));
  return {
    versioning: bucket.versioned && {
      Bucket,
      VersioningConfiguration: { Status: 'Enabled' as const },
    },
    block: bucket.blocked && {
      Bucket,
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    },
    tagging: TagSet.length > 0 && { Bucket, Tagging: { TagSet } },
  };
}

/** Makes a bucket with its settings. */
export async function makeBucket(
  client: S3Client,
  bucket: SeedBucket,
): Promise<void> {
  const CreateBucketConfiguration =
    bucket.region === 'us-east-1'
      ? undefined
      : ({ LocationConstraint: 'eu-west-1' } as const);
  await ignoreExisting(() =>
    client.send(
      new CreateBucketCommand({
        Bucket: bucket.name,
        CreateBucketConfiguration,
        ObjectLockEnabledForBucket: bucket.objectLock,
      }),
    ),
  );
  const { versioning, block, tagging } = settings(bucket);
  await Promise.all([
    client.send(
      new PutBucketEncryptionCommand({
        Bucket: bucket.name,
        ServerSideEncryptionConfiguration: encryption(bucket.kmsKeyId),
      }),
    ),
    versioning && client.send(new PutBucketVersioningCommand(versioning)),
    block && client.send(new PutPublicAccessBlockCommand(block)),
    tagging && client.send(new PutBucketTaggingCommand(tagging)),
  ]);
}
