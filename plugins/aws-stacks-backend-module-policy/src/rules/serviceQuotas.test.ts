// SPDX-License-Identifier: Apache-2.0
import type { ResourceChange } from '@groundwork/backstage-plugin-groundwork-common';
import type { Standing } from '../EstateUsage';
import {
  UNKNOWN,
  created,
  messagesOf,
  planned,
  updated,
} from '../__testUtils__/plans';
import { createServiceQuotas } from './serviceQuotas';

const TARGET = '111111111111/eu-west-1';

/** The rule, where so much stands and the quotas are those of AWS. */
function ruleWith(standing: Standing | Record<string, number>) {
  const asked: string[] = [];
  const rule = createServiceQuotas({
    quotas: {
      read: async (quota, target) => {
        asked.push(`${quota.quotaCode} ${target.accountId}/${target.region}`);
        return { value: quota.defaultValue, source: 'as the test says' };
      },
    },
    usage: {
      count: async type =>
        'kind' in standing
          ? (standing as Standing)
          : { kind: 'known', count: standing[type] ?? 0 },
    },
  });
  return { rule, asked };
}

const many = (count: number, type: string, attributes = {}): ResourceChange[] =>
  Array.from({ length: count }, (_, at) =>
    created(type, attributes, `${type}.this[${at}]`),
  );

it('asks nothing where nothing that counts is made', async () => {
  const { rule, asked } = ruleWith({});
  const plan = planned([
    created('aws_kms_alias', {}),
    updated('aws_vpc', { enable_dns_support: { after: true } }),
  ]);
  expect(await messagesOf(rule, plan)).toEqual([]);
  expect(asked).toEqual([]);
});

it('adds what stands to what is made, less what goes', async () => {
  const { rule, asked } = ruleWith({ 'ec2:vpc': 4 });
  const gone = updated('aws_vpc', {}, { action: 'delete' });
  expect(
    await messagesOf(rule, planned([...many(2, 'aws_vpc'), gone])),
  ).toEqual([]);
  expect(await messagesOf(rule, planned(many(2, 'aws_vpc')))).toEqual([
    `VPCs per Region: 2 VPCs more beside 4 that aws-estate knows of in ${TARGET} makes 6, and 5 are allowed (as the test says)`,
  ]);
  expect(asked).toEqual([`L-F678F1CE ${TARGET}`, `L-F678F1CE ${TARGET}`]);
});

it('counts both engines, and buckets over the whole account', async () => {
  const { rule, asked } = ruleWith({ 's3:bucket': 9_999, 'rds:db': 39 });
  const messages = await messagesOf(
    rule,
    planned([
      ...many(2, 'AWS::S3::Bucket'),
      created('aws_db_instance', {}),
      created('aws_rds_cluster_instance', {}),
    ]),
  );
  expect(messages.map(each => each.split(':')[0])).toEqual([
    'S3 buckets per account',
    'RDS DB instances per Region',
  ]);
  expect(asked).toContain('L-DC2B2D3D 111111111111/global');
});

it('says what was compared with the plan alone, which stops nobody', async () => {
  const { rule } = ruleWith({
    kind: 'unknown',
    because: 'aws-estate is not installed',
  });
  const objections = await rule.read({})(planned(many(6, 'aws_eip')));
  expect(objections).toMatchObject([
    {
      message:
        'Elastic IP addresses per Region: 6 Elastic IP addresses more makes 6, and 5 are allowed (as the test says)',
    },
    {
      message: `What stands in ${TARGET} is not known (aws-estate is not installed), so these quotas were compared with the plan alone: Elastic IP addresses per Region`,
      atMost: 'advisory',
    },
  ]);
});

it('keeps to the share of the configuration', async () => {
  const { rule } = ruleWith({ 'ec2:vpc': 3 });
  const plan = planned(many(1, 'aws_vpc'));
  expect(await messagesOf(rule, plan, { mostPercent: 80 })).toEqual([]);
  expect(await messagesOf(rule, plan, { mostPercent: 79 })).toEqual([
    expect.stringContaining('5 are allowed, of which 79 % may be used'),
  ]);
});

it('counts subnets by VPC, and those of one new VPC together', async () => {
  const { rule } = ruleWith({});
  const inOld = { vpc_id: 'vpc-1' };
  const inNew = { vpc_id: UNKNOWN };
  const plan = (subnets: ResourceChange[], vpcs: number) =>
    planned([...subnets, ...many(vpcs, 'aws_vpc')]);
  expect(
    await messagesOf(rule, plan(many(201, 'aws_subnet', inOld), 0)),
  ).toEqual([
    'Subnets per VPC: 201 new subnets in "vpc-1" makes 201, and 200 are allowed (as the test says)',
  ]);
  expect(
    await messagesOf(rule, plan(many(201, 'aws_subnet', inNew), 1)),
  ).toEqual([expect.stringContaining('201 new subnets in the new VPC')]);
  expect(
    await messagesOf(rule, plan(many(201, 'aws_subnet', inNew), 2)),
  ).toEqual([]);
  expect(
    await messagesOf(
      rule,
      plan(many(201, 'AWS::EC2::Subnet', { VpcId: { Ref: 'Vpc' } }), 0),
    ),
  ).toEqual([expect.stringContaining('201 new subnets in {"Ref":"Vpc"}')]);
});

it('spreads NAT gateways over the zones of the plan', async () => {
  const { rule } = ruleWith({});
  const gateways = many(9, 'aws_nat_gateway', { subnet_id: UNKNOWN });
  const zones = ['eu-west-1a', 'eu-west-1b'].map(availability_zone =>
    created('aws_subnet', { availability_zone, vpc_id: 'vpc-1' }),
  );
  expect(await messagesOf(rule, planned([...gateways, ...zones]))).toEqual([]);
  expect(await messagesOf(rule, planned(gateways))).toEqual([
    'NAT gateways per Availability Zone: 9 new NAT gateways over 1 zones of the plan, evenly spread, makes 9, and 5 are allowed (as the test says)',
  ]);
});

it('counts each address of a security group, inbound and outbound apart', async () => {
  const { rule } = ruleWith({});
  const cidrs = Array.from({ length: 61 }, (_, at) => `10.0.${at}.0/24`);
  const group = created('aws_security_group', {
    'ingress.0.cidr_blocks': cidrs,
    'ingress.0.from_port': 443,
    'egress.0.cidr_blocks': ['10.0.0.0/8'],
  });
  expect(await messagesOf(rule, planned([group]))).toEqual([
    'aws_security_group.this: Inbound or outbound rules per security group: 61 inbound rules makes 61, and 60 are allowed (as the test says)',
  ]);
  const rules = many(61, 'aws_vpc_security_group_ingress_rule', {
    security_group_id: 'sg-1',
  });
  expect(await messagesOf(rule, planned(rules))).toEqual([
    expect.stringContaining('61 new inbound rules of "sg-1"'),
  ]);
});

it('leaves Lambda what it keeps for the others', async () => {
  const { rule } = ruleWith({});
  const reserving = (value: number) =>
    planned([
      created('aws_lambda_function', { reserved_concurrent_executions: value }),
      created('aws_lambda_function', { reserved_concurrent_executions: -1 }),
    ]);
  expect(await messagesOf(rule, reserving(900))).toEqual([]);
  expect(await messagesOf(rule, reserving(901))).toEqual([
    'Concurrent executions of Lambda per Region: 901 executions reserved by 1 new functions makes 901, and 900 are allowed (as the test says)',
  ]);
});
