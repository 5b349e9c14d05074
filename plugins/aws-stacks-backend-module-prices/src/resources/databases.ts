// SPDX-License-Identifier: Apache-2.0
import type { Quote } from '../Quote';
import { HOURS_PER_MONTH } from '../Quote';
import { type Known, orDefault } from '../Values';
import type { Pricings } from './Pricing';

const NODES = 'Cache node hours';
const SEARCH = 'Search instance hours';
const VOLUME_TYPE_UNTOLD =
  'the plan does not tell the type of its volumes: gp2 expected';

function cacheNodes(quote: Quote, count: number | undefined): void {
  const { values } = quote;
  const engine = orDefault(values.text('engine', 'Engine'), 'redis');
  const type = values.text('node_type', 'CacheNodeType');
  if (engine === undefined) {
    quote.untold(NODES, 'engine');
  } else if (engine !== 'redis' && engine !== 'memcached') {
    quote.leaveOut(NODES, `${engine} is not in the price table`);
  } else if (type.is !== 'known' || count === undefined) {
    quote.untold(NODES, 'node type and number of nodes');
  } else {
    const detail = `${count} × ${type.value}`;
    quote.hourly(NODES, `elasticache/${type.value}`, { count, detail });
  }
}

function cacheCluster(quote: Quote): void {
  const nodes = quote.values.number('num_cache_nodes', 'NumCacheNodes');
  cacheNodes(quote, orDefault(nodes, 1));
}

function replicationGroup(quote: Quote): void {
  const { values } = quote;
  const clusters = values.number('num_cache_clusters', 'NumCacheClusters');
  if (clusters.is === 'known') {
    cacheNodes(quote, clusters.value);
    return;
  }
  const groups = orDefault(
    values.number('num_node_groups', 'NumNodeGroups'),
    1,
  );
  const replicas = orDefault(
    values.number('replicas_per_node_group', 'ReplicasPerNodeGroup'),
    0,
  );
  const isTold = groups !== undefined && replicas !== undefined;
  cacheNodes(quote, isTold ? groups * (replicas + 1) : undefined);
}

function searchDomain(quote: Quote): void {
  const { values } = quote;
  const member = (terraform: string, template: string): [string, string] => [
    `cluster_config.0.${terraform}`,
    `ClusterConfig.${template}`,
  ];
  const nodes = orDefault(
    values.number(...member('instance_count', 'InstanceCount')),
    1,
  );
  searchNodes(quote, SEARCH, {
    type: values.text(...member('instance_type', 'InstanceType')),
    count: nodes,
  });
  if (
    orDefault(
      values.flag(
        ...member('dedicated_master_enabled', 'DedicatedMasterEnabled'),
      ),
      false,
    )
  ) {
    searchNodes(quote, 'Dedicated master hours', {
      type: values.text(
        ...member('dedicated_master_type', 'DedicatedMasterType'),
      ),
      count: orDefault(
        values.number(
          ...member('dedicated_master_count', 'DedicatedMasterCount'),
        ),
        3,
      ),
    });
  }
  searchStorage(quote, nodes);
}

function searchNodes(
  quote: Quote,
  item: string,
  nodes: { type: Known<string>; count: number | undefined },
): void {
  const { type, count } = nodes;
  if (type.is !== 'known' || count === undefined) {
    quote.untold(item, 'instance type and number of instances');
    return;
  }
  const detail = `${count} × ${type.value}`;
  quote.hourly(item, `opensearch/${type.value}`, { count, detail });
}

function searchStorage(quote: Quote, nodes: number | undefined): void {
  const { values } = quote;
  const item = 'Search storage';
  const size = values.number(
    'ebs_options.0.volume_size',
    'EBSOptions.VolumeSize',
  );
  if (size.is === 'absent') return;
  if (size.is === 'unknown' || nodes === undefined) {
    quote.untold(item, 'volumes');
    return;
  }
  const told = orDefault(
    values.text('ebs_options.0.volume_type', 'EBSOptions.VolumeType'),
    'gp2',
  );
  const type = told ?? 'gp2';
  quote.monthly(item, `opensearch/${type}`, {
    count: nodes * size.value,
    detail: `${nodes} × ${size.value} GB ${type}`,
    ...(told ? {} : { because: VOLUME_TYPE_UNTOLD, orKey: 'opensearch/gp3' }),
  });
}

function table(quote: Quote): void {
  const { values } = quote;
  const mode = orDefault(
    values.text('billing_mode', 'BillingMode'),
    'PROVISIONED',
  );
  if (mode === 'PAY_PER_REQUEST') {
    quote.monthly('Write requests', 'dynamodb/wru', {
      usage: ['dynamoDbMillionWrites'],
    });
    quote.monthly('Read requests', 'dynamodb/rru', {
      usage: ['dynamoDbMillionReads'],
    });
  } else if (
    mode === 'PROVISIONED' &&
    quote.type !== 'AWS::DynamoDB::GlobalTable'
  ) {
    capacity(quote, 'Write capacity', 'dynamodb/wcu', [
      'write_capacity',
      'ProvisionedThroughput.WriteCapacityUnits',
    ]);
    capacity(quote, 'Read capacity', 'dynamodb/rcu', [
      'read_capacity',
      'ProvisionedThroughput.ReadCapacityUnits',
    ]);
  } else {
    quote.untold('Reads and writes', 'capacity');
  }
  quote.monthly('Table storage', 'dynamodb/storage', { usage: ['dynamoDbGb'] });
  if (values.indexes('replica').length > 0) {
    quote.leaveOut('Replicas', 'replicas in other Regions are not estimated');
  }
}

function capacity(
  quote: Quote,
  item: string,
  key: string,
  names: string[],
): void {
  const units = quote.values.number(...names);
  if (units.is !== 'known') {
    quote.untold(item, 'capacity');
    return;
  }
  quote.monthly(item, key, {
    count: units.value * HOURS_PER_MONTH,
    detail: `${units.value} units`,
  });
}

export const databasePricings: Pricings = {
  aws_elasticache_cluster: cacheCluster,
  'AWS::ElastiCache::CacheCluster': cacheCluster,
  aws_elasticache_replication_group: replicationGroup,
  'AWS::ElastiCache::ReplicationGroup': replicationGroup,
  aws_opensearch_domain: searchDomain,
  aws_elasticsearch_domain: searchDomain,
  'AWS::OpenSearchService::Domain': searchDomain,
  aws_dynamodb_table: table,
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
};
