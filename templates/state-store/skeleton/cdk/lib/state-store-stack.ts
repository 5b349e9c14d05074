// SPDX-License-Identifier: Apache-2.0
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { PolicyDocument } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { bucketStatements, keyStatements } from './access.ts';
import { environments } from './inputs.ts';
import type { StateStoreInputs } from './inputs.ts';
import { LayerStack } from './layer-stack.ts';
import type { LayerContext } from './layer-stack.ts';
import { createLogsBucket } from './logs-bucket.ts';

/** The bucket of the Terraform states of an account in a Region, its key, and its access logs. */
export class StateStoreStack extends LayerStack {
  readonly #bucketName: string;

  constructor(app: App, context: LayerContext, inputs: StateStoreInputs) {
    super(app, context);
    // The name that the engine looks for when the account's configuration names no other.
    this.#bucketName = `groundwork-tfstate-${this.account}-${this.region}`;
    const logs = createLogsBucket(this, {
      bucketName: `groundwork-tfstate-logs-${this.account}-${this.region}`,
      environment: context.environment,
    });
    const key = this.#createKey(inputs);
    const bucket = this.#createBucket(inputs, key, logs);
    for (const statement of bucketStatements(bucket, key, inputs)) {
      bucket.addToResourcePolicy(statement);
    }
    this.output('BucketArn', bucket.bucketArn, 'ARN of the bucket');
    this.output('BucketName', bucket.bucketName, 'Name of the bucket');
    this.output('KmsKeyArn', key.keyArn, 'ARN of the key of the states');
    this.output(
      'LogsBucketName',
      logs.bucketName,
      'Name of the bucket that keeps the access logs',
    );
  }

  #createKey(inputs: StateStoreInputs): Key {
    const { environment } = this.context;
    const key = new Key(this, 'Key', {
      description: `Terraform states (${environment})`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(
        environments[environment].keyDeletionWindowInDays,
      ),
      // Deletion waits for the window, in which it can be taken back.
      removalPolicy: RemovalPolicy.DESTROY,
      policy: new PolicyDocument({
        minimize: false,
        statements: keyStatements(this, this.#bucketName, inputs),
      }),
    });
    new Alias(this, 'Alias', {
      aliasName: 'alias/groundwork-tfstate',
      targetKey: key,
    });
    return key;
  }

  #createBucket(inputs: StateStoreInputs, key: Key, logs: Bucket): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      bucketName: this.#bucketName,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      versioned: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      enforceSSL: true,
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 'access/',
      // CloudFormation does not delete a bucket that holds objects.
      removalPolicy: RemovalPolicy.DESTROY,
      lifecycleRules: [
        {
          id: 'versions',
          expiredObjectDeleteMarker: true,
          noncurrentVersionExpiration: Duration.days(
            inputs.noncurrentVersionExpirationInDays,
          ),
          noncurrentVersionsToRetain: inputs.newerNoncurrentVersions,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    Validations.of(bucket).acknowledge({
      id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
      reason:
        'A state is of use in the Region whose resources it lists; its versions are kept there',
    });
    return bucket;
  }
}
