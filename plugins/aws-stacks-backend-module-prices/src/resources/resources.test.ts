// SPDX-License-Identifier: Apache-2.0
import {
  type PlannedResource,
  estimate,
  planned,
} from '../__testUtils__/planned';

/** In US East: the resource, and each line as item and expected amount. */
type Case = [resource: PlannedResource, lines: Record<string, string>];

const cases: Case[] = [
  [
    {
      type: 'aws_instance',
      after: {
        instance_type: 't3.micro',
        'root_block_device.0.volume_size': 20,
        'root_block_device.0.volume_type': 'gp3',
      },
    },
    {
      'EC2 instance hours, Linux: t3.micro': '7.59',
      'Root volume: 20 GB gp3': '1.60',
    },
  ],
  [
    { type: 'AWS::EC2::Instance', after: { InstanceType: 'r6g.4xlarge' } },
    { 'EC2 instance hours, Linux: r6g.4xlarge': '588.67' },
  ],
  [
    {
      type: 'aws_ebs_volume',
      after: { size: 500, type: 'gp3', iops: 4000, throughput: 250 },
    },
    {
      'Volume storage: 500 GB gp3': '40.00',
      'Volume IOPS': '5.00',
      'Volume throughput': '5.00',
    },
  ],
  [
    {
      type: 'AWS::EC2::Volume',
      after: { Size: 100, VolumeType: 'io2', Iops: 1000 },
    },
    { 'Volume storage: 100 GB io2': '12.50', 'Volume IOPS': '65.00' },
  ],
  [
    {
      type: 'aws_db_instance',
      after: {
        engine: 'postgres',
        instance_class: 'db.m5.large',
        multi_az: true,
        allocated_storage: 100,
        storage_type: 'io1',
        iops: 1000,
      },
    },
    {
      'Database instance hours: db.m5.large postgres Multi-AZ': '259.88',
      'Database storage: 100 GB io1 Multi-AZ': '25.00',
      'Database IOPS': '200.00',
    },
  ],
  [
    {
      type: 'aws_rds_cluster_instance',
      after: { engine: 'aurora-postgresql', instance_class: 'db.r6g.large' },
    },
    { 'Database instance hours: db.r6g.large Aurora': '189.80' },
  ],
  [
    { type: 'AWS::RDS::DBCluster', after: { Engine: 'aurora-mysql' } },
    { 'Aurora storage': '5.00', 'Aurora I/O': '2.00' },
  ],
  [
    {
      type: 'aws_elasticache_replication_group',
      after: {
        node_type: 'cache.m5.large',
        num_node_groups: 2,
        replicas_per_node_group: 1,
      },
    },
    { 'Cache node hours: 4 × cache.m5.large': '455.52' },
  ],
  [
    {
      type: 'AWS::ElastiCache::CacheCluster',
      after: {
        CacheNodeType: 'cache.t4g.micro',
        Engine: 'memcached',
        NumCacheNodes: 2,
      },
    },
    { 'Cache node hours: 2 × cache.t4g.micro': '23.36' },
  ],
  [
    {
      type: 'aws_opensearch_domain',
      after: {
        'cluster_config.0.instance_type': 'r6g.large.search',
        'cluster_config.0.instance_count': 3,
        'cluster_config.0.dedicated_master_enabled': true,
        'cluster_config.0.dedicated_master_type': 'm6g.large.search',
        'ebs_options.0.volume_size': 100,
        'ebs_options.0.volume_type': 'gp3',
      },
    },
    {
      'Search instance hours: 3 × r6g.large.search': '365.73',
      'Dedicated master hours: 3 × m6g.large.search': '280.32',
      'Search storage: 3 × 100 GB gp3': '36.60',
    },
  ],
  [{ type: 'aws_eks_cluster' }, { 'EKS cluster hours': '73.00' }],
  [
    {
      type: 'aws_eks_node_group',
      after: {
        instance_types: ['m5.xlarge'],
        'scaling_config.0.desired_size': 3,
        'scaling_config.0.min_size': 2,
        'scaling_config.0.max_size': 6,
      },
    },
    { 'EC2 instance hours, Linux: m5.xlarge': '420.48' },
  ],
  [
    { type: 'aws_lb', after: { load_balancer_type: 'network' } },
    {
      'Load balancer hours: network': '16.43',
      'Load balancer capacity: network': '4.38',
    },
  ],
  [
    { type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
    {
      'Load balancer hours: application': '16.43',
      'Load balancer capacity: application': '5.84',
    },
  ],
  [
    {
      type: 'aws_lambda_function',
      after: { memory_size: 512, architectures: ['arm64'] },
    },
    // 1 million × 0.2 s × 0.5 GB
    { Invocations: '0.20', 'Duration: 512 MB arm64': '1.33' },
  ],
  [{ type: 'AWS::ApiGateway::RestApi' }, { 'API requests': '3.50' }],
  [
    { type: 'aws_apigatewayv2_api', after: { protocol_type: 'HTTP' } },
    { 'API requests': '1.00' },
  ],
  [
    {
      type: 'aws_dynamodb_table',
      after: {
        billing_mode: 'PROVISIONED',
        read_capacity: 10,
        write_capacity: 5,
      },
    },
    {
      'Write capacity: 5 units': '2.37',
      'Read capacity: 10 units': '0.95',
      'Table storage': '2.50',
    },
  ],
  [
    {
      type: 'AWS::DynamoDB::GlobalTable',
      after: { BillingMode: 'PAY_PER_REQUEST' },
    },
    {
      'Write requests': '0.63',
      'Read requests': '0.63',
      'Table storage': '2.50',
    },
  ],
  [
    { type: 'aws_s3_bucket' },
    {
      'Bucket storage': '2.30',
      'Write requests': '0.50',
      'Read requests': '0.40',
    },
  ],
  [{ type: 'AWS::EFS::FileSystem' }, { 'File storage': '15.00' }],
  [{ type: 'aws_kms_key' }, { Key: '1.00', 'Key requests': '0.30' }],
  [
    { type: 'AWS::SecretsManager::Secret' },
    { Secret: '0.40', 'Secret requests': '0.05' },
  ],
  [
    { type: 'aws_cloudwatch_log_group' },
    { 'Log ingestion': '2.50', 'Log storage': '0.15' },
  ],
  [
    { type: 'AWS::CloudWatch::Alarm', after: { Period: 10 } },
    { Alarm: '0.30' },
  ],
  [
    { type: 'aws_route53_zone' },
    { 'Hosted zone': '0.50', 'DNS queries': '0.40' },
  ],
  [{ type: 'AWS::Route53::HealthCheck' }, { 'Health check': '0.50' }],
  [
    { type: 'aws_sqs_queue', after: { fifo_queue: true } },
    { 'Queue requests: fifo': '0.50' },
  ],
  [{ type: 'AWS::SNS::Topic' }, { Publishes: '0.50' }],
  [
    {
      type: 'aws_wafv2_web_acl',
      after: { 'rule.0.name': 'a', 'rule.0.priority': 1, 'rule.1.name': 'b' },
    },
    {
      'Web ACL': '5.00',
      'Web ACL rules: 2 rules': '2.00',
      'Inspected requests': '3.00',
    },
  ],
  [
    { type: 'aws_guardduty_detector' },
    { 'Analysed events': '4.00', 'Analysed logs': '50.00' },
  ],
  [{ type: 'AWS::SecurityHub::Hub' }, { 'Security checks': '10.00' }],
  [
    { type: 'aws_config_configuration_recorder' },
    { 'Configuration items': '9.00' },
  ],
  [{ type: 'AWS::Config::ConfigRule' }, { 'Rule evaluations': '0.50' }],
  [{ type: 'aws_cloudtrail' }, { 'Data events': '1.00' }],
  [{ type: 'AWS::Backup::BackupVault' }, { 'Backup storage': '5.00' }],
  [{ type: 'aws_ecr_repository' }, { 'Image storage': '0.50' }],
];

describe('what a resource costs', () => {
  it.each(cases)('%j', async (resource, expected) => {
    const { lines } = await estimate(
      planned([resource], { region: 'us-east-1' }),
    );
    expect(
      Object.fromEntries(
        lines.map(({ item, monthly }) => [item, monthly.expected]),
      ),
    ).toEqual(expected);
  });
});
