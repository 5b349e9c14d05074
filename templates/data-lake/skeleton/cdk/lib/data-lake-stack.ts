// SPDX-License-Identifier: Apache-2.0
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectLockRetention,
  ObjectOwnership,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { ZoneAccessPoint } from './access-points.ts';
import type { DataLakeInputs } from './inputs.ts';
import { LayerStack } from './layer-stack.ts';
import type { LayerContext } from './layer-stack.ts';
import { createLogsBucket } from './logs-bucket.ts';
import { replication } from './replication.ts';

/** Each zone is a prefix of the bucket with an access point of its own. */
const zonesOf = (inputs: DataLakeInputs) => [
  {
    name: 'curated',
    storageClass: StorageClass.INTELLIGENT_TIERING,
    transitionInDays: 0,
  },
  {
    name: 'raw',
    storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
    transitionInDays: inputs.rawTransitionInDays,
  },
  {
    name: 'serving',
    storageClass: StorageClass.INTELLIGENT_TIERING,
    transitionInDays: 0,
  },
];

/** A versioned, encrypted bucket in three zones, its access logs, and a copy elsewhere when asked for. */
export class DataLakeStack extends LayerStack {
  constructor(app: App, context: LayerContext, inputs: DataLakeInputs) {
    super(app, context);
    const { name, environment } = context;
    const logs = createLogsBucket(this, {
      bucketName: `dl-${name}-logs-${this.account}-${this.region}`,
      environment,
    });
    const bucket = this.#createBucket(inputs, logs);
    for (const statement of onlyEncryptedWith(inputs.kmsKeyArn, bucket)) {
      bucket.addToResourcePolicy(statement);
    }
    this.#addOutputs(inputs, bucket, logs);
  }

  #addOutputs(inputs: DataLakeInputs, bucket: Bucket, logs: Bucket): void {
    const { name } = this.context;
    this.output(
      'BucketArn',
      bucket.bucketArn,
      'ARN of the bucket, which another data lake takes to replicate into it',
    );
    this.output('BucketName', bucket.bucketName, 'Name of the bucket');
    this.output(
      'KmsKeyArn',
      inputs.kmsKeyArn,
      'ARN of the key that encrypts the bucket',
    );
    this.output(
      'LogsBucketName',
      logs.bucketName,
      'Name of the bucket that keeps the access logs',
    );
    for (const zone of zonesOf(inputs)) {
      const id = `${zone.name.charAt(0).toUpperCase()}${zone.name.slice(1)}`;
      const { arn } = new ZoneAccessPoint(this, `${id}AccessPoint`, {
        bucket,
        name: `${name}-${zone.name}`,
        zone: zone.name,
      });
      this.output(
        `${id}AccessPointArn`,
        arn,
        `ARN of the access point of the ${zone.name} zone`,
      );
    }
  }

  #createBucket(inputs: DataLakeInputs, logs: Bucket): Bucket {
    const { name } = this.context;
    const bucketName = `dl-${name}-data-${this.account}-${this.region}`;
    const isReplicated = inputs.replicaBucketArn !== '';
    const bucket = new Bucket(this, 'Bucket', {
      bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: Key.fromKeyArn(this, 'ExistingKey', inputs.kmsKeyArn),
      bucketKeyEnabled: true,
      enforceSSL: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'access/',
      ...objectLock(inputs),
      ...(isReplicated ? replication(this, { name, bucketName }, inputs) : {}),
      // CloudFormation does not delete a bucket that holds objects.
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: lifecycleRules(inputs),
    });
    if (!isReplicated) {
      Validations.of(bucket).acknowledge({
        id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
        reason: 'The form asks for a replica; versions are kept in any case',
      });
    }
    return bucket;
  }
}

function lifecycleRules(inputs: DataLakeInputs): LifecycleRule[] {
  return [
    {
      id: 'versions',
      expiredObjectDeleteMarker: true,
      noncurrentVersionExpiration: Duration.days(
        inputs.noncurrentVersionExpirationInDays,
      ),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    },
    ...zonesOf(inputs).map(zone => ({
      id: zone.name,
      prefix: `${zone.name}/`,
      transitions: [
        {
          storageClass: zone.storageClass,
          transitionAfter: Duration.days(zone.transitionInDays),
        },
      ],
    })),
  ];
}

function objectLock({
  objectLockMode: mode,
  objectLockRetentionInDays,
}: DataLakeInputs) {
  if (mode === 'NONE') return {};
  const retention = Duration.days(objectLockRetentionInDays);
  return {
    objectLockEnabled: true,
    objectLockDefaultRetention:
      mode === 'COMPLIANCE'
        ? ObjectLockRetention.compliance(retention)
        : ObjectLockRetention.governance(retention),
  };
}

function onlyEncryptedWith(keyArn: string, bucket: Bucket): PolicyStatement[] {
  const header = 's3:x-amz-server-side-encryption';
  const deny = (sid: string, key: string, value: string) =>
    new PolicyStatement({
      sid,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [bucket.arnForObjects('*')],
      conditions: {
        Null: { [key]: 'false' },
        StringNotEquals: { [key]: value },
      },
    });
  return [
    deny('OnlyKmsEncryption', header, 'aws:kms'),
    deny('OnlyKeyOfTheLake', `${header}-aws-kms-key-id`, keyArn),
  ];
}
