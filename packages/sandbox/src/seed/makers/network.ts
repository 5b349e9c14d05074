// SPDX-License-Identifier: Apache-2.0
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { SandboxAccount } from '../accounts';
import { ignoreExisting } from '../ignoreExisting';
import { SeedClientConfig } from '../SeedClients';
import { SeedNetwork, tagList, tagsOf } from './types';

const CIDR = '10.40.0.0/16';
const SUBNETS = ['10.40.0.0/20', '10.40.16.0/20'];
const ALL_PORTS = [[0, 65535]];
const SERVICE_PORTS = [
  [80, 80],
  [443, 443],
  [8000, 8000],
];

function tagged(
  type: 'vpc' | 'subnet' | 'security-group',
  account: SandboxAccount,
  name: string,
) {
  const Tags = tagList({ Name: name, ...tagsOf(account) });
  return [{ ResourceType: type, Tags }];
}

async function findOrMakeVpc(ec2: EC2Client, account: SandboxAccount) {
  const Name = account.name;
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({
      Filters: [{ Name: 'tag:Name', Values: [Name] }],
    }),
  );
  if (Vpcs[0]?.VpcId) return Vpcs[0].VpcId;
  const { Vpc } = await ec2.send(
    new CreateVpcCommand({
      CidrBlock: CIDR,
      TagSpecifications: tagged('vpc', account, Name),
    }),
  );
  return Vpc?.VpcId ?? '';
}

async function findOrMakeSubnets(
  ec2: EC2Client,
  account: SandboxAccount,
  vpcId: string,
  region: string,
) {
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({
      Filters: [{ Name: 'vpc-id', Values: [vpcId] }],
    }),
  );
  if (Subnets.length > 0) return Subnets.map(subnet => subnet.SubnetId ?? '');
  const made = SUBNETS.map((CidrBlock, index) =>
    ec2.send(
      new CreateSubnetCommand({
        VpcId: vpcId,
        CidrBlock,
        AvailabilityZone: `${region}${'ab'[index]}`,
        TagSpecifications: tagged(
          'subnet',
          account,
          `${account.name}-${'ab'[index]}`,
        ),
      }),
    ),
  );
  return (await Promise.all(made)).map(({ Subnet }) => Subnet?.SubnetId ?? '');
}

async function findOrMakeGroup(
  ec2: EC2Client,
  account: SandboxAccount,
  vpcId: string,
  role: string,
) {
  const GroupName = `${account.name}-${role}`;
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'group-name', Values: [GroupName] },
      ],
    }),
  );
  if (SecurityGroups[0]?.GroupId) return SecurityGroups[0].GroupId;
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName,
      Description: `${role} of ${account.name}`,
      VpcId: vpcId,
      TagSpecifications: tagged('security-group', account, GroupName),
    }),
  );
  return GroupId;
}

/** VPC, subnets, and the groups of the load balancer and of the services behind it. */
export async function makeNetwork(
  config: SeedClientConfig,
  account: SandboxAccount,
): Promise<SeedNetwork> {
  const ec2 = new EC2Client(config);
  const vpcId = await findOrMakeVpc(ec2, account);
  const [subnetIds, balancerGroupId, serviceGroupId] = await Promise.all([
    findOrMakeSubnets(ec2, account, vpcId, config.region),
    findOrMakeGroup(ec2, account, vpcId, 'alb'),
    findOrMakeGroup(ec2, account, vpcId, 'ecs'),
  ]);
  // FIX-6: AI Core lets the load balancer reach every port of its tasks.
  const ports = account.estate === 'ai-core' ? ALL_PORTS : SERVICE_PORTS;
  await ignoreExisting(() =>
    ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: serviceGroupId,
        IpPermissions: ports.map(([FromPort, ToPort]) => ({
          IpProtocol: 'tcp',
          FromPort,
          ToPort,
          UserIdGroupPairs: [{ GroupId: balancerGroupId }],
        })),
      }),
    ),
  );
  return { vpcId, subnetIds, serviceGroupId };
}
