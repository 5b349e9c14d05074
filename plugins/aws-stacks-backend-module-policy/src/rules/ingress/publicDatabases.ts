// SPDX-License-Identifier: Apache-2.0
import type { ResourceView } from '../../plan/ResourceView';
import type { Objection } from '../Rule';

const PATH: Readonly<Record<string, string>> = {
  aws_db_instance: 'publicly_accessible',
  aws_dms_replication_instance: 'publicly_accessible',
  aws_docdb_cluster_instance: 'publicly_accessible',
  aws_mq_broker: 'publicly_accessible',
  aws_neptune_cluster_instance: 'publicly_accessible',
  aws_rds_cluster_instance: 'publicly_accessible',
  aws_redshift_cluster: 'publicly_accessible',
  aws_redshiftserverless_workgroup: 'publicly_accessible',
  'AWS::AmazonMQ::Broker': 'PubliclyAccessible',
  'AWS::DMS::ReplicationInstance': 'PubliclyAccessible',
  'AWS::RDS::DBCluster': 'PubliclyAccessible',
  'AWS::RDS::DBInstance': 'PubliclyAccessible',
  'AWS::Redshift::Cluster': 'PubliclyAccessible',
  'AWS::RedshiftServerless::Workgroup': 'PubliclyAccessible',
};

/** Databases and brokers with an address on the internet. */
export function publicDatabases(view: ResourceView): Objection[] {
  const { address, type } = view.change;
  const path = PATH[type];
  if (!path) return [];
  const known = view.get(path);
  const fix = `Set ${path} = false and reach it from within the VPC`;
  if (known.kind === 'value' && String(known.value) === 'true') {
    return [{ address, message: 'It can be reached from the internet', fix }];
  }
  if (known.kind !== 'masked' && !isSetLater(view, path)) return [];
  return [
    {
      address,
      message: `Whether it can be reached from the internet is not known before apply (${path})`,
      fix,
    },
  ];
}

/** What is computed when it is left out is private in a VPC without a way in; only what is written as an expression counts. */
function isSetLater(view: ResourceView, path: string): boolean {
  const known = view.get(path);
  return known.kind === 'unknown' && known.part !== undefined;
}
