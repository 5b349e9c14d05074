// SPDX-License-Identifier: Apache-2.0
import type {
  PlanDiff,
  ResourceChange,
} from '@groundwork/backstage-plugin-groundwork-common';
import type { QuotaKey } from '../../sources/quotas';
import { ResourceView, shownOf } from '../../plan/ResourceView';
import { rulesOfGroups } from './securityGroupRules';

/** How much of a quota a plan takes. */
export interface Demand {
  quota: QuotaKey;
  count: number;
  /** In words, for example `4 VPCs more`. */
  what: string;
  /** As aws-estate names the type; absent where what stands cannot be counted. */
  resourceType?: string;
  /** What AWS keeps back of the quota. */
  reserved?: number;
  /** The resource, where it is about one. */
  address?: string;
}

/** What is counted by type: what is made less what is deleted. */
const COUNTED: readonly {
  quota: QuotaKey;
  types: readonly string[];
  resourceType: string;
  noun: string;
}[] = [
  counted('vpcs', 'ec2:vpc', 'VPCs', ['aws_vpc', 'AWS::EC2::VPC']),
  counted('internetGateways', 'ec2:internet-gateway', 'internet gateways', [
    'aws_internet_gateway',
    'AWS::EC2::InternetGateway',
  ]),
  counted('elasticIps', 'ec2:elastic-ip', 'Elastic IP addresses', [
    'aws_eip',
    'AWS::EC2::EIP',
  ]),
  counted('securityGroups', 'ec2:security-group', 'security groups', [
    'aws_security_group',
    'AWS::EC2::SecurityGroup',
  ]),
  counted('buckets', 's3:bucket', 'buckets', [
    'aws_s3_bucket',
    'AWS::S3::Bucket',
  ]),
  counted('keys', 'kms:key', 'keys', ['aws_kms_key', 'AWS::KMS::Key']),
  counted('dbInstances', 'rds:db', 'DB instances', [
    'aws_db_instance',
    'aws_rds_cluster_instance',
    'aws_docdb_cluster_instance',
    'aws_neptune_cluster_instance',
    'AWS::RDS::DBInstance',
    'AWS::DocDB::DBInstance',
    'AWS::Neptune::DBInstance',
  ]),
  counted('dbClusters', 'rds:cluster', 'DB clusters', [
    'aws_rds_cluster',
    'aws_docdb_cluster',
    'aws_neptune_cluster',
    'AWS::RDS::DBCluster',
    'AWS::DocDB::DBCluster',
    'AWS::Neptune::DBCluster',
  ]),
  counted('eksClusters', 'eks:cluster', 'EKS clusters', [
    'aws_eks_cluster',
    'AWS::EKS::Cluster',
  ]),
];

/** Lambda keeps this much for functions that reserve nothing. */
const UNRESERVED_CONCURRENCY = 100;

/** What a plan takes of quotas. What takes nothing more is left out. */
export function demandsOf(plan: PlanDiff): Demand[] {
  return [
    ...COUNTED.flatMap(each => countedDemand(plan, each)),
    ...subnetsPerVpc(plan),
    ...natGatewaysPerZone(plan),
    ...rulesOfGroups(plan),
    ...reservedConcurrency(plan),
  ];
}

function counted(
  quota: QuotaKey,
  resourceType: string,
  noun: string,
  types: readonly string[],
) {
  return { quota, resourceType, noun, types };
}

function countedDemand(
  { resources }: PlanDiff,
  { quota, resourceType, noun, types }: (typeof COUNTED)[number],
): Demand[] {
  const mine = resources.filter(({ type }) => types.includes(type));
  const count = countOf(mine, 'create') - countOf(mine, 'delete');
  if (count <= 0) return [];
  return [{ quota, resourceType, count, what: `${count} ${noun} more` }];
}

function countOf(
  resources: readonly ResourceChange[],
  action: ResourceChange['action'],
): number {
  return resources.filter(each => each.action === action).length;
}

/** New subnets by the VPC they name. Those of a VPC of the same plan have no id yet: they are taken together where it makes one. */
function subnetsPerVpc({ resources }: PlanDiff): Demand[] {
  const made = createdOf(resources, ['aws_subnet', 'AWS::EC2::Subnet']);
  const newVpcs = createdOf(resources, ['aws_vpc', 'AWS::EC2::VPC']).length;
  const groups = new Map<string, number>();
  for (const view of made) {
    const id = view.get(view.change.type === 'aws_subnet' ? 'vpc_id' : 'VpcId');
    const named = shownOf(id);
    if (named === undefined && newVpcs !== 1) continue;
    const vpc = named === undefined ? 'the new VPC' : JSON.stringify(named);
    groups.set(vpc, (groups.get(vpc) ?? 0) + 1);
  }
  return [...groups].map(([vpc, count]) => ({
    quota: 'subnetsPerVpc',
    count,
    what: `${count} new subnets in ${vpc}`,
  }));
}

/** The zone of a gateway is that of its subnet, which the plan seldom shows: at best they are spread evenly. */
function natGatewaysPerZone({ resources }: PlanDiff): Demand[] {
  const made = createdOf(resources, [
    'aws_nat_gateway',
    'AWS::EC2::NatGateway',
  ]).length;
  if (made === 0) return [];
  const zones = new Set(
    createdOf(resources, ['aws_subnet', 'AWS::EC2::Subnet']).map(view =>
      JSON.stringify(
        view.tree(
          view.change.type === 'aws_subnet'
            ? 'availability_zone'
            : 'AvailabilityZone',
        ),
      ),
    ),
  );
  const count = Math.ceil(made / Math.max(1, zones.size));
  return [
    {
      quota: 'natGatewaysPerZone',
      count,
      what: `${made} new NAT gateways over ${Math.max(
        1,
        zones.size,
      )} zones of the plan, evenly spread,`,
    },
  ];
}

function reservedConcurrency({ resources }: PlanDiff): Demand[] {
  const reserved = createdOf(resources, [
    'aws_lambda_function',
    'AWS::Lambda::Function',
  ]).flatMap(view => {
    const known = view.get(
      view.change.type === 'aws_lambda_function'
        ? 'reserved_concurrent_executions'
        : 'ReservedConcurrentExecutions',
    );
    const value = known.kind === 'value' ? Number(known.value) : 0;
    return value > 0 ? [value] : [];
  });
  if (reserved.length === 0) return [];
  const count = reserved.reduce((sum, each) => sum + each, 0);
  return [
    {
      quota: 'lambdaConcurrency',
      count,
      reserved: UNRESERVED_CONCURRENCY,
      what: `${count} executions reserved by ${reserved.length} new functions`,
    },
  ];
}

function createdOf(
  resources: readonly ResourceChange[],
  types: readonly string[],
): ResourceView[] {
  return resources
    .filter(({ action, type }) => action === 'create' && types.includes(type))
    .map(ResourceView.of);
}
