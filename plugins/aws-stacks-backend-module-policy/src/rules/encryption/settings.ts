// SPDX-License-Identifier: Apache-2.0
import type { JsonValue } from '@backstage/types';
import type { ResourceView } from '../../plan/ResourceView';

/** The setting of a type that turns encryption on. */
export interface EncryptionSetting {
  /** Where it stands in this resource: once, or for each of its disks. */
  pathsIn(view: ResourceView): string[];
  isOn(value: JsonValue): boolean;
  /** AWS encrypts when nothing is said. */
  isOnUnlessSet?: boolean;
  /** Its value is the name of a key: any turns it on. */
  isOnWhateverIsSet?: boolean;
  /** Where one of these is set, a snapshot or a cluster decides. */
  inheritedFrom?: string[];
  /** Such as AWS fills in by itself: only a value that is known counts. */
  inheritedFromKnown?: string[];
  fix: string;
}

const at = (path: string) => () => [path];
const isTrue = (value: JsonValue) => value === true || value === 'true';
const isNamed = (value: JsonValue) => typeof value === 'string' && value !== '';

const flag = (path: string, inheritedFrom?: string[]): EncryptionSetting => ({
  pathsIn: at(path),
  isOn: isTrue,
  inheritedFrom,
  fix: `Set ${path} = true, with a key of the layer kms`,
});

const key = (path: string): EncryptionSetting => ({
  pathsIn: at(path),
  isOn: isNamed,
  isOnWhateverIsSet: true,
  fix: `Set ${path} to a key of the layer kms`,
});

/** A flag of each item of a list. A list that is computed as a whole counts as one: AWS decides then. */
const each = (list: string, rest: string): EncryptionSetting => ({
  pathsIn: view => diskPaths(view, list, rest),
  isOn: isTrue,
  fix: `Set ${list}.…${rest} = true for each disk`,
});

/** The flag of every item of which the plan shows anything; a mapping without a disk has none. */
function diskPaths(view: ResourceView, list: string, rest: string): string[] {
  if (view.get(list).kind === 'unknown') return [list];
  const [below, ...deeper] = rest.split('.');
  const prefixes = view.change.attributes.flatMap(({ path }) => {
    const prefix = new RegExp(`^${list.replace(/\./g, '\\.')}\\.\\d+`).exec(
      path,
    )?.[0];
    const isDisk = prefix && path.startsWith(`${prefix}.${below}`);
    return prefix && (isDisk || deeper.length === 0) ? [prefix] : [];
  });
  return [...new Set(prefixes)].map(prefix => `${prefix}.${rest}`);
}

const clusterSources = [
  'replication_source_identifier',
  'snapshot_identifier',
  'restore_to_point_in_time',
];

const SETTINGS: Readonly<Record<string, readonly EncryptionSetting[]>> = {
  aws_dax_cluster: [flag('server_side_encryption.0.enabled')],
  aws_db_instance: [
    {
      ...flag('storage_encrypted', [
        'replicate_source_db',
        'restore_to_point_in_time',
      ]),
      inheritedFromKnown: ['snapshot_identifier'],
    },
  ],
  aws_docdb_cluster: [flag('storage_encrypted', clusterSources)],
  aws_ebs_volume: [
    { ...flag('encrypted'), inheritedFromKnown: ['snapshot_id'] },
  ],
  aws_efs_file_system: [flag('encrypted')],
  aws_elasticache_replication_group: [flag('at_rest_encryption_enabled')],
  aws_elasticsearch_domain: [flag('encrypt_at_rest.0.enabled')],
  aws_instance: [
    each('root_block_device', 'encrypted'),
    {
      ...each('ebs_block_device', 'encrypted'),
      // Most instances have none; what is computed then is what the image brings, which the root disk shows.
      pathsIn: view =>
        view.get('ebs_block_device').kind === 'unknown'
          ? []
          : diskPaths(view, 'ebs_block_device', 'encrypted'),
    },
  ],
  aws_kinesis_stream: [
    {
      pathsIn: at('encryption_type'),
      isOn: value => value === 'KMS',
      fix: 'Set encryption_type = "KMS" and kms_key_id to a key of the layer kms',
    },
  ],
  aws_launch_template: [each('block_device_mappings', 'ebs.0.encrypted')],
  aws_neptune_cluster: [flag('storage_encrypted', clusterSources)],
  aws_opensearch_domain: [flag('encrypt_at_rest.0.enabled')],
  aws_rds_cluster: [flag('storage_encrypted', clusterSources)],
  aws_redshift_cluster: [flag('encrypted', ['snapshot_identifier'])],
  aws_sns_topic: [key('kms_master_key_id')],
  aws_sqs_queue: [
    {
      ...flag('sqs_managed_sse_enabled', ['kms_master_key_id']),
      isOnUnlessSet: true,
      isOnWhateverIsSet: true,
      fix: 'Set kms_master_key_id to a key of the layer kms, or sqs_managed_sse_enabled = true',
    },
  ],
  'AWS::DAX::Cluster': [flag('SSESpecification.SSEEnabled')],
  'AWS::DocDB::DBCluster': [
    flag('StorageEncrypted', [
      'SnapshotIdentifier',
      'SourceDBClusterIdentifier',
    ]),
  ],
  'AWS::EC2::Instance': [each('BlockDeviceMappings', 'Ebs.Encrypted')],
  'AWS::EC2::LaunchTemplate': [
    each('LaunchTemplateData.BlockDeviceMappings', 'Ebs.Encrypted'),
  ],
  'AWS::EC2::Volume': [flag('Encrypted', ['SnapshotId'])],
  'AWS::EFS::FileSystem': [flag('Encrypted')],
  'AWS::ElastiCache::ReplicationGroup': [flag('AtRestEncryptionEnabled')],
  'AWS::Kinesis::Stream': [
    {
      pathsIn: at('StreamEncryption.EncryptionType'),
      isOn: value => value === 'KMS',
      fix: 'Set StreamEncryption with EncryptionType KMS and a key of the layer kms',
    },
  ],
  'AWS::Neptune::DBCluster': [
    flag('StorageEncrypted', [
      'SnapshotIdentifier',
      'SourceDBClusterIdentifier',
    ]),
  ],
  'AWS::OpenSearchService::Domain': [flag('EncryptionAtRestOptions.Enabled')],
  'AWS::RDS::DBCluster': [
    flag('StorageEncrypted', [
      'SnapshotIdentifier',
      'SourceDBClusterIdentifier',
    ]),
  ],
  'AWS::RDS::DBInstance': [
    flag('StorageEncrypted', [
      'DBClusterIdentifier',
      'DBSnapshotIdentifier',
      'SourceDBInstanceIdentifier',
    ]),
  ],
  'AWS::Redshift::Cluster': [flag('Encrypted', ['SnapshotIdentifier'])],
  'AWS::SNS::Topic': [key('KmsMasterKeyId')],
  'AWS::SQS::Queue': [
    {
      ...flag('SqsManagedSseEnabled', ['KmsMasterKeyId']),
      isOnUnlessSet: true,
      fix: 'Set KmsMasterKeyId to a key of the layer kms, or SqsManagedSseEnabled to true',
    },
  ],
};

/** What has to be on in resources of a type. What AWS always encrypts, such as buckets and tables, has nothing here. */
export function settingsOf(type: string): readonly EncryptionSetting[] {
  return SETTINGS[type] ?? [];
}
