// SPDX-License-Identifier: Apache-2.0
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { Clients } from './Emulator';

/** A setting that was never made is an error of S3, and is nothing here. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && /NotFound|NoSuch/.test(error.name)) {
      return undefined;
    }
    throw error;
  }
}

/** Everything that a layer sets on a bucket. */
export async function readBucket(
  { s3 }: Clients,
  Bucket: string,
): Promise<object> {
  const input = { Bucket };
  return {
    encryption: await s3.send(new GetBucketEncryptionCommand(input)),
    versioning: await s3.send(new GetBucketVersioningCommand(input)),
    publicAccess: await s3.send(new GetPublicAccessBlockCommand(input)),
    ownership: await s3.send(new GetBucketOwnershipControlsCommand(input)),
    policy: (await s3.send(new GetBucketPolicyCommand(input))).Policy,
    lifecycle: await s3.send(new GetBucketLifecycleConfigurationCommand(input)),
    logging: await s3.send(new GetBucketLoggingCommand(input)),
    tags: (await s3.send(new GetBucketTaggingCommand(input))).TagSet,
    objectLock: await orNothing(
      s3.send(new GetObjectLockConfigurationCommand(input)),
    ),
    replication: await orNothing(
      s3.send(new GetBucketReplicationCommand(input)),
    ),
  };
}
