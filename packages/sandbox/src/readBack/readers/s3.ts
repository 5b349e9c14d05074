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
  HeadBucketCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { ownTags } from '../ownTags';
import type { PropertyReader, ReadContext, ResourceReader } from '../types';
import { isRecord, orNothing, parseJson, text } from '../values';
import { lifecycleRule } from './s3Lifecycle';
import { replicationRule } from './s3Replication';

const SMALLEST_TRANSITION = 'TransitionDefaultMinimumObjectSize';
const SMALLEST_TRANSITION_DEFAULT = 'all_storage_classes_128K';

type Asked = { Bucket: string };

/** Asks S3 for one setting of the bucket, and puts the answer into the words of the template. */
function setting<T>(
  ask: (s3: S3Client, input: Asked) => Promise<T>,
  word: (answer: T, context: ReadContext) => unknown,
): PropertyReader {
  return async context => {
    const input = { Bucket: context.physicalId };
    const answer = await orNothing(ask(context.clients.s3, input));
    return answer === undefined ? undefined : word(answer, context);
  };
}

const encryption = setting(
  (s3, input) => s3.send(new GetBucketEncryptionCommand(input)),
  ({ ServerSideEncryptionConfiguration: { Rules = [] } = { Rules: [] } }) => ({
    ServerSideEncryptionConfiguration: Rules.map(
      ({ ApplyServerSideEncryptionByDefault, ...more }) => ({
        ...more,
        ServerSideEncryptionByDefault: ApplyServerSideEncryptionByDefault,
      }),
    ),
  }),
);

const lifecycle = setting(
  (s3, input) => s3.send(new GetBucketLifecycleConfigurationCommand(input)),
  ({ Rules = [], TransitionDefaultMinimumObjectSize }, { stated }) => {
    const { LifecycleConfiguration: own } = stated;
    const isDefault =
      TransitionDefaultMinimumObjectSize === SMALLEST_TRANSITION_DEFAULT;
    const isStated = isRecord(own) && SMALLEST_TRANSITION in own;
    return {
      Rules: Rules.map(lifecycleRule),
      ...(isStated || !isDefault ? { TransitionDefaultMinimumObjectSize } : {}),
    };
  },
);

const logging = setting(
  (s3, input) => s3.send(new GetBucketLoggingCommand(input)),
  ({ LoggingEnabled: target }) =>
    target && {
      DestinationBucketName: target.TargetBucket,
      LogFilePrefix: target.TargetPrefix,
      TargetObjectKeyFormat: target.TargetObjectKeyFormat,
    },
);

const objectLock: PropertyReader = setting(
  (s3, input) => s3.send(new GetObjectLockConfigurationCommand(input)),
  ({ ObjectLockConfiguration }) => ObjectLockConfiguration,
);

const replication = setting(
  (s3, input) => s3.send(new GetBucketReplicationCommand(input)),
  ({ ReplicationConfiguration: found }) =>
    found && { Role: found.Role, Rules: found.Rules?.map(replicationRule) },
);

export const s3Bucket: ResourceReader = {
  async attributes({ clients, partition, physicalId: Bucket }) {
    await clients.s3.send(new HeadBucketCommand({ Bucket }));
    const region = await clients.s3.config.region();
    return {
      Arn: `arn:${partition}:s3:::${Bucket}`,
      DomainName: `${Bucket}.s3.amazonaws.com`,
      RegionalDomainName: `${Bucket}.s3.${region}.amazonaws.com`,
    };
  },
  properties: {
    BucketEncryption: encryption,
    BucketName: setting(
      (s3, input) => s3.send(new HeadBucketCommand(input)),
      (_, { physicalId }) => physicalId,
    ),
    LifecycleConfiguration: lifecycle,
    LoggingConfiguration: logging,
    ObjectLockConfiguration: objectLock,
    ObjectLockEnabled: async context => {
      const lock = await objectLock(context);
      return isRecord(lock) && lock.ObjectLockEnabled === 'Enabled';
    },
    OwnershipControls: setting(
      (s3, input) => s3.send(new GetBucketOwnershipControlsCommand(input)),
      ({ OwnershipControls }) => OwnershipControls,
    ),
    PublicAccessBlockConfiguration: setting(
      (s3, input) => s3.send(new GetPublicAccessBlockCommand(input)),
      ({ PublicAccessBlockConfiguration }) => PublicAccessBlockConfiguration,
    ),
    ReplicationConfiguration: replication,
    Tags: setting(
      (s3, input) => s3.send(new GetBucketTaggingCommand(input)),
      ({ TagSet = [] }, context) => ownTags(TagSet, context),
    ),
    VersioningConfiguration: setting(
      (s3, input) => s3.send(new GetBucketVersioningCommand(input)),
      ({ Status }) => ({ Status }),
    ),
  },
};

async function bucketPolicy({ clients, stated }: ReadContext) {
  const input = { Bucket: text(stated.Bucket) };
  const answer = await orNothing(
    clients.s3.send(new GetBucketPolicyCommand(input)),
  );
  return answer?.Policy;
}

export const s3BucketPolicy: ResourceReader = {
  attributes: async () => ({}),
  properties: {
    Bucket: async context =>
      (await bucketPolicy(context)) && context.stated.Bucket,
    PolicyDocument: async context => {
      const policy = await bucketPolicy(context);
      return policy === undefined ? undefined : parseJson(policy);
    },
  },
};
