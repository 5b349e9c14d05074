// SPDX-License-Identifier: Apache-2.0
import {
  UNKNOWN,
  created,
  messagesOf,
  planned,
  updated,
} from '../__testUtils__/plans';
import { encryptionAtRest } from './encryptionAtRest';

it.each([
  ['a database', created('aws_db_instance', { storage_encrypted: true })],
  [
    'a database of an encrypted snapshot',
    created('aws_db_instance', { snapshot_identifier: 'rds:orders' }),
  ],
  [
    'an instance of a cluster, which decides',
    created('AWS::RDS::DBInstance', {
      DBClusterIdentifier: { Ref: 'Cluster' },
    }),
  ],
  [
    'a topic with a key of the same plan',
    created('aws_sns_topic', { kms_master_key_id: UNKNOWN }),
  ],
  [
    'a topic with a key of the same stack',
    created('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    }),
  ],
  [
    'a queue, which AWS encrypts',
    created('aws_sqs_queue', { sqs_managed_sse_enabled: UNKNOWN }),
  ],
  ['a bucket, which AWS encrypts', created('aws_s3_bucket', { bucket: 'x' })],
  [
    'a machine with encrypted disks',
    created('aws_instance', {
      'root_block_device.0.encrypted': true,
      'root_block_device.0.volume_size': 20,
      ebs_block_device: UNKNOWN,
    }),
  ],
  [
    'a change of something else',
    updated('aws_db_instance', {
      instance_class: { before: 'db.t4g.small', after: 'db.t4g.large' },
    }),
  ],
  [
    'CDK that writes booleans as text',
    created('AWS::EFS::FileSystem', { Encrypted: 'true' }),
  ],
])('accepts %s', async (_, resource) => {
  expect(await messagesOf(encryptionAtRest, planned([resource]))).toEqual([]);
});

it.each([
  [
    created('aws_db_instance', { engine: 'postgres' }),
    'aws_db_instance.this: aws_db_instance does not encrypt what it keeps (storage_encrypted)',
  ],
  [
    created('aws_rds_cluster', { storage_encrypted: UNKNOWN }),
    'aws_rds_cluster.this: Whether aws_rds_cluster encrypts what it keeps is not known before apply (storage_encrypted)',
  ],
  [
    updated('aws_elasticache_replication_group', {
      at_rest_encryption_enabled: { before: true, after: false },
    }),
    'aws_elasticache_replication_group.this: aws_elasticache_replication_group does not encrypt what it keeps (at_rest_encryption_enabled)',
  ],
  [
    created('aws_instance', {
      root_block_device: UNKNOWN,
      ebs_block_device: UNKNOWN,
    }),
    'aws_instance.this: Whether aws_instance encrypts what it keeps is not known before apply (root_block_device)',
  ],
  [
    created('aws_instance', {
      'root_block_device.0.encrypted': true,
      'ebs_block_device.0.encrypted': false,
      'ebs_block_device.0.device_name': '/dev/xvdb',
    }),
    'aws_instance.this: aws_instance does not encrypt what it keeps (ebs_block_device.0.encrypted)',
  ],
  [
    created('aws_launch_template', {
      'block_device_mappings.0.device_name': '/dev/xvda',
      'block_device_mappings.0.ebs.0.volume_size': 20,
    }),
    'aws_launch_template.this: aws_launch_template does not encrypt what it keeps (block_device_mappings.0.ebs.0.encrypted)',
  ],
  [
    created('aws_kinesis_stream', { encryption_type: 'NONE' }),
    'aws_kinesis_stream.this: aws_kinesis_stream does not encrypt what it keeps (encryption_type)',
  ],
  [
    created('aws_sqs_queue', { sqs_managed_sse_enabled: false }),
    'aws_sqs_queue.this: aws_sqs_queue does not encrypt what it keeps (sqs_managed_sse_enabled)',
  ],
  [
    created('AWS::SNS::Topic', { TopicName: 'orders' }),
    'This: AWS::SNS::Topic does not encrypt what it keeps (KmsMasterKeyId)',
  ],
  [
    created('AWS::RDS::DBCluster', { StorageEncrypted: { Ref: 'P' } }),
    'This: Whether AWS::RDS::DBCluster encrypts what it keeps is not known before apply (StorageEncrypted)',
  ],
  [
    created('AWS::EC2::Instance', {
      'BlockDeviceMappings.0.DeviceName': '/dev/xvda',
      'BlockDeviceMappings.0.Ebs.VolumeSize': 20,
    }),
    'This: AWS::EC2::Instance does not encrypt what it keeps (BlockDeviceMappings.0.Ebs.Encrypted)',
  ],
])('objects to %#', async (resource, message) => {
  expect(await messagesOf(encryptionAtRest, planned([resource]))).toEqual([
    message,
  ]);
});

it('spares types of the configuration', async () => {
  expect(
    await messagesOf(
      encryptionAtRest,
      planned([created('aws_sns_topic', { name: 'orders' })]),
      { exceptTypes: ['aws_sns_topic'] },
    ),
  ).toEqual([]);
});
