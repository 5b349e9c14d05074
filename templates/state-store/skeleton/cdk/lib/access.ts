// SPDX-License-Identifier: Apache-2.0
import { Stack } from 'aws-cdk-lib';
import {
  AccountRootPrincipal,
  AnyPrincipal,
  Effect,
  PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StateStoreInputs } from './inputs.ts';

/** Who may do what with states, by the ARNs of roles. */
interface Access {
  /** Each role that was named. */
  everybody: string[];
  /** Those that may change a state. */
  writers: string[];
  /** Those that may delete a version for good. */
  recovery: string[];
}

function accessOf(scope: Construct, inputs: StateStoreInputs): Access {
  const { partition, account } = Stack.of(scope);
  const arns = (...lists: (readonly string[])[]) =>
    [...new Set(lists.flat())]
      .sort()
      .map(name => `arn:${partition}:iam::${account}:role/${name}`);
  const { readerRoles, writerRoles, recoveryRoles } = inputs;
  return {
    everybody: arns(readerRoles, writerRoles, recoveryRoles),
    writers: arns(writerRoles, recoveryRoles),
    recovery: arns(recoveryRoles),
  };
}

/** The roles use the key through S3 and for states alone, whatever their own policies say of KMS. */
export function keyStatements(
  scope: Construct,
  bucketName: string,
  inputs: StateStoreInputs,
): PolicyStatement[] {
  const { partition, account, region } = Stack.of(scope);
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  return [
    // Without this statement nobody could change the key any more.
    new PolicyStatement({
      sid: 'LetIamPoliciesDecide',
      principals: [new AccountRootPrincipal()],
      actions: ['kms:*'],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'UseForStates',
      principals: [new AnyPrincipal()],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: ['*'],
      conditions: {
        StringEquals: {
          'kms:CallerAccount': account,
          'kms:ViaService': `s3.${region}.amazonaws.com`,
        },
        ArnEquals: { 'aws:PrincipalArn': accessOf(scope, inputs).everybody },
        StringLike: {
          'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/*`],
        },
      },
    }),
  ];
}

function deny(
  sid: string,
  what: { actions: string[]; resources?: string[]; notResources?: string[] },
  conditions: Conditions,
): PolicyStatement {
  const principals = [new AnyPrincipal()];
  return new PolicyStatement({
    sid,
    effect: Effect.DENY,
    principals,
    ...what,
    conditions,
  });
}

/** Whoever is none of the roles; nobody can be when there is no role. */
const unless = (arns: string[]): Conditions => ({
  ...(arns.length > 0 ? { ArnNotEquals: { 'aws:PrincipalArn': arns } } : {}),
  BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
});

/**
 * Whatever IAM allows: others than the roles do not reach states, a plan writes nothing but its lock, and versions are
 * deleted by the lifecycle. The bucket itself stays with IAM, so that its stack can change it.
 */
export function bucketStatements(
  bucket: Bucket,
  key: Key,
  inputs: StateStoreInputs,
): PolicyStatement[] {
  const { everybody, writers, recovery } = accessOf(bucket, inputs);
  const objects = [bucket.arnForObjects('*')];
  const header = 's3:x-amz-server-side-encryption';
  const encryptedOtherwise = (name: string, value: string) => ({
    Null: { [name]: 'false' },
    StringNotEquals: { [name]: value },
  });
  return [
    deny(
      'OnlyKnownRoles',
      {
        actions: ['s3:DeleteObject*', 's3:GetObject*', 's3:PutObject*'],
        resources: objects,
      },
      unless(everybody),
    ),
    deny(
      'OnlyLocksWhilePlanning',
      {
        actions: ['s3:DeleteObject*', 's3:PutObject*'],
        notResources: [bucket.arnForObjects('*.tfstate.tflock')],
      },
      unless(writers),
    ),
    deny(
      'OnlyRecoveryDeletesVersions',
      { actions: ['s3:DeleteObjectVersion'], resources: objects },
      unless(recovery),
    ),
    deny(
      'OnlyKmsEncryption',
      { actions: ['s3:PutObject'], resources: objects },
      encryptedOtherwise(header, 'aws:kms'),
    ),
    deny(
      'OnlyKeyOfTheStore',
      { actions: ['s3:PutObject'], resources: objects },
      encryptedOtherwise(`${header}-aws-kms-key-id`, key.keyArn),
    ),
  ];
}
