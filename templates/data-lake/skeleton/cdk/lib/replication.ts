// SPDX-License-Identifier: Apache-2.0
import { Arn, ArnFormat, Stack, Validations } from 'aws-cdk-lib';
import {
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, ReplicationTimeValue } from 'aws-cdk-lib/aws-s3';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { DataLakeInputs } from './inputs.ts';

interface Source {
  /** Name of the data lake. */
  name: string;
  bucketName: string;
}

/** Has S3 copy each object into the bucket of another data lake. */
export function replication(
  scope: Construct,
  source: Source,
  inputs: DataLakeInputs,
): Pick<BucketProps, 'replicationRole' | 'replicationRules'> {
  const { replicaBucketArn, replicaKmsKeyArn } = inputs;
  return {
    replicationRole: createRole(scope, source, inputs),
    replicationRules: [
      {
        id: 'all',
        priority: 1,
        destination: Bucket.fromBucketArn(scope, 'Replica', replicaBucketArn),
        kmsKey: Key.fromKeyArn(scope, 'ReplicaKey', replicaKmsKeyArn),
        sseKmsEncryptedObjects: true,
        // A deletion here must not delete the copy.
        deleteMarkerReplication: false,
        // S3 promises 99.9 % of the copies within 15 minutes, and measures it.
        replicationTimeControl: ReplicationTimeValue.FIFTEEN_MINUTES,
        metrics: ReplicationTimeValue.FIFTEEN_MINUTES,
      },
    ],
  };
}

function createRole(
  scope: Construct,
  { name, bucketName }: Source,
  inputs: DataLakeInputs,
): Role {
  const { partition, account } = Stack.of(scope);
  // The bucket names the role, so the role cannot ask the bucket for its ARN.
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  const role = new Role(scope, 'ReplicationRole', {
    roleName: `groundwork-data-lake-${name}`,
    description: `Lets S3 copy the objects of ${bucketName}`,
    assumedBy: new ServicePrincipal('s3.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': bucketArn },
      },
    }),
    inlinePolicies: {
      replication: new PolicyDocument({
        minimize: false,
        statements: [
          ...copyObjects(bucketArn, inputs.replicaBucketArn),
          useKey('DecryptObjects', ['kms:Decrypt'], inputs.kmsKeyArn),
          useKey(
            'EncryptCopies',
            ['kms:Encrypt', 'kms:GenerateDataKey'],
            inputs.replicaKmsKeyArn,
          ),
        ],
      }),
    },
  });
  acknowledge(role, bucketArn, inputs.replicaBucketArn);
  return role;
}

function copyObjects(from: string, to: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'ReadConfiguration',
      actions: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      resources: [from],
    }),
    new PolicyStatement({
      sid: 'ReadObjects',
      actions: [
        's3:GetObjectLegalHold',
        's3:GetObjectRetention',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionTagging',
      ],
      resources: [`${from}/*`],
    }),
    new PolicyStatement({
      sid: 'WriteCopies',
      actions: ['s3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'],
      resources: [`${to}/*`],
    }),
  ];
}

function useKey(
  sid: string,
  actions: string[],
  keyArn: string,
): PolicyStatement {
  const { region } = Arn.split(keyArn, ArnFormat.SLASH_RESOURCE_NAME);
  return new PolicyStatement({
    sid,
    actions,
    resources: [keyArn],
    conditions: {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
    },
  });
}

function acknowledge(role: Role, from: string, to: string): void {
  const everyObject = 'Each object is copied, so the role is for each object';
  Validations.of(role).acknowledge(
    { id: `AwsSolutions-IAM5[Resource::${from}/*]`, reason: everyObject },
    { id: `AwsSolutions-IAM5[Resource::${to}/*]`, reason: everyObject },
    {
      id: 'NIST.800.53.R5-IAMNoInlinePolicy',
      reason: 'The policy is of this role alone and lives and dies with it',
    },
  );
}
