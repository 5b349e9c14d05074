// SPDX-License-Identifier: Apache-2.0
import type { ResourceReader } from '../types';
import { iamPolicy, iamRole } from './iam';
import { kmsAlias, kmsKey } from './kms';
import { s3Bucket, s3BucketPolicy } from './s3';
import { s3AccessPoint } from './s3Control';

/** How each type is read; a type that is not here cannot be read back. */
export const readers: Readonly<Record<string, ResourceReader>> = {
  'AWS::IAM::Policy': iamPolicy,
  'AWS::IAM::Role': iamRole,
  'AWS::KMS::Alias': kmsAlias,
  'AWS::KMS::Key': kmsKey,
  'AWS::S3::AccessPoint': s3AccessPoint,
  'AWS::S3::Bucket': s3Bucket,
  'AWS::S3::BucketPolicy': s3BucketPolicy,
};
