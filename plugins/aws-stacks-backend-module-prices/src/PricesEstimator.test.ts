// SPDX-License-Identifier: Apache-2.0
import { costEstimateSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { estimate, planned } from './__testUtils__/planned';

const network = planned([
  { type: 'aws_vpc' },
  { type: 'aws_nat_gateway' },
  { type: 'aws_eip', address: 'aws_eip.nat' },
  {
    type: 'aws_vpc_endpoint',
    after: {
      vpc_endpoint_type: 'Interface',
      subnet_ids: ['subnet-1', 'subnet-2'],
    },
  },
]);

describe('an estimate', () => {
  it('adds up what a Terraform plan brings, with its lines, assumptions and sources', async () => {
    const found = costEstimateSchema.parse(await estimate(network));
    expect(found).toMatchObject({
      currency: 'USD',
      monthly: { low: '55.24', expected: '60.05', high: '107.75' },
      leftOut: [],
      sources: [
        {
          name: 'Amazon VPC pricing',
          date: '2025-01-01',
          url: 'https://aws.amazon.com/vpc/pricing/',
        },
      ],
    });
    expect(found.lines.slice(0, 2)).toEqual([
      {
        address: 'aws_nat_gateway.this',
        item: 'NAT gateway hours',
        basis: '730 h × 0.048 USD',
        monthly: { low: '35.04', expected: '35.04', high: '35.04' },
      },
      {
        address: 'aws_nat_gateway.this',
        item: 'NAT gateway data',
        basis: '100 GB × 0.048 USD',
        monthly: { low: '0.48', expected: '4.80', high: '48.00' },
        usage: 'GB through the NAT gateway: 100 expected, 10 to 1000',
      },
    ]);
  });

  it('says before → after of what a CDK plan changes, and counts the difference alone', async () => {
    const plan = planned(
      [
        {
          type: 'AWS::RDS::DBInstance',
          address: 'Database',
          action: 'update',
          before: { DBInstanceClass: 'db.m5.large', AllocatedStorage: '100' },
          after: { DBInstanceClass: 'db.m5.xlarge', AllocatedStorage: '200' },
          unchanged: { Engine: 'postgres', MultiAZ: true, StorageType: 'gp3' },
        },
        { type: 'AWS::EC2::NatGateway', address: 'Nat', action: 'delete' },
      ],
      { engine: 'cdk', region: 'us-east-1' },
    );
    const { lines, monthly, sources } = await estimate(plan);
    expect(lines.slice(0, 2)).toEqual([
      {
        address: 'Database',
        item: 'Database instance hours: db.m5.large postgres Multi-AZ → db.m5.xlarge postgres Multi-AZ',
        basis: '2 × 730 h × 0.356 USD − 2 × 730 h × 0.178 USD',
        monthly: { low: '259.88', expected: '259.88', high: '259.88' },
      },
      {
        address: 'Database',
        item: 'Database storage: 100 GB gp3 Multi-AZ → 200 GB gp3 Multi-AZ',
        basis: '400 GB-month × 0.115 USD − 200 GB-month × 0.115 USD',
        monthly: { low: '23.00', expected: '23.00', high: '23.00' },
      },
    ]);
    expect(lines[3]).toMatchObject({
      address: 'Nat',
      item: 'NAT gateway data',
      basis: '− 100 GB × 0.045 USD',
      monthly: { low: '-45.00', expected: '-4.50', high: '-0.45' },
    });
    // 259.88 + 23.00 − 32.85, and less the data
    expect(monthly).toEqual({
      low: '205.03',
      expected: '245.53',
      high: '249.58',
    });
    expect(sources.map(({ name }) => name)).toEqual([
      'Amazon RDS pricing',
      'Amazon VPC pricing',
    ]);
  });

  it('costs nothing more to replace a thing by one of its size, nor to import or forget it', async () => {
    const { lines, leftOut, monthly, sources } = await estimate(
      planned([
        {
          type: 'aws_instance',
          action: 'replace',
          before: { ami: 'ami-1' },
          after: { ami: 'ami-2' },
          unchanged: { instance_type: 'm5.large' },
        },
        { type: 'aws_nat_gateway', action: 'import' },
        { type: 'aws_eip', action: 'forget' },
        { type: 'aws_kms_key', action: 'no-op' },
      ]),
    );
    expect({ lines, leftOut }).toEqual({ lines: [], leftOut: [] });
    expect(monthly).toEqual({ low: '0.00', expected: '0.00', high: '0.00' });
    expect(sources).toEqual([
      {
        name: 'AWS on-demand list prices',
        date: '2025-01-01',
        url: 'https://aws.amazon.com/pricing/',
      },
    ]);
  });

  it('leaves out what it does not know, says why, and keeps silent about what is free', async () => {
    const found = await estimate(
      planned([
        { type: 'aws_iam_role' },
        { type: 'random_id' },
        ...['a', 'b', 'c', 'd'].map(name => ({
          type: 'aws_msk_cluster',
          address: `aws_msk_cluster.${name}`,
        })),
        { type: 'aws_instance', unknown: ['instance_type'] },
        {
          type: 'aws_db_instance',
          after: {
            engine: 'oracle-ee',
            instance_class: 'db.m5.large',
            allocated_storage: 100,
          },
        },
      ]),
    );
    expect(found.leftOut).toEqual([
      {
        what: 'aws_msk_cluster.a, aws_msk_cluster.b, aws_msk_cluster.c and 1 more',
        reason: 'what aws_msk_cluster costs is not in the price table',
      },
      {
        what: 'aws_instance.this: EC2 instance hours, Linux',
        reason: 'the plan does not tell its instance type',
      },
      {
        what: 'aws_instance.this: Volumes',
        reason:
          'the plan does not tell the size of the volumes that come from its image',
      },
      {
        what: 'aws_db_instance.this: Database instance hours',
        reason: 'oracle-ee is not in the price table',
      },
    ]);
    expect(found.monthly).toEqual({
      low: '12.70',
      expected: '12.70',
      high: '12.70',
    });
  });

  it('makes a range of what is only known after apply', async () => {
    const { lines } = await estimate(
      planned([
        {
          type: 'aws_vpc_endpoint',
          after: { vpc_endpoint_type: 'Interface' },
          unknown: ['subnet_ids'],
        },
        {
          type: 'aws_db_instance',
          after: {
            engine: 'mysql',
            instance_class: 'db.t4g.micro',
            allocated_storage: 20,
          },
          unknown: ['multi_az'],
        },
      ]),
    );
    expect(lines[0]).toEqual({
      address: 'aws_vpc_endpoint.this',
      item: 'Endpoint hours',
      basis: '2 (1 to 3) × 730 h × 0.011 USD',
      monthly: { low: '8.03', expected: '16.06', high: '24.09' },
      usage: 'the plan does not tell its subnets: 2 expected, 1 to 3',
    });
    expect(lines[2]).toMatchObject({
      item: 'Database instance hours: db.t4g.micro mysql',
      monthly: { low: '12.41', expected: '12.41', high: '24.82' },
      usage: 'the plan does not tell whether it is Multi-AZ',
    });
  });

  it('goes from the cheaper to the dearer price where the plan does not tell which', async () => {
    const { lines } = await estimate(
      planned([
        {
          type: 'aws_lambda_function',
          after: { memory_size: 1024 },
          unknown: ['architectures'],
        },
        {
          type: 'aws_ebs_volume',
          after: { size: 100 },
          unknown: ['type'],
        },
        {
          type: 'aws_db_instance',
          after: {
            engine: 'mysql',
            instance_class: 'db.t4g.micro',
            allocated_storage: 20,
          },
          unknown: ['multi_az', 'storage_type'],
        },
      ]),
    );
    expect(lines[0].basis).toBe('1 × 1M requests × 0.2 USD');
    expect(lines[1]).toMatchObject({
      item: 'Duration: 1024 MB x86_64',
      basis: '200000 GB-s × 0.0000166667 USD',
      monthly: { low: '0.07', expected: '3.33', high: '166.67' },
      usage:
        'million invocations: 1 expected, 0.1 to 10; seconds an invocation takes: 0.2 expected, 0.05 to 1; the plan does not tell its architecture: x86_64 expected',
    });
    expect(lines[2]).toEqual({
      address: 'aws_ebs_volume.this',
      item: 'Volume storage: 100 GB gp2',
      basis: '100 GB-month × 0.11 USD',
      monthly: { low: '8.80', expected: '11.00', high: '11.00' },
      usage: 'the plan does not tell its type: gp2 expected',
    });
    expect(lines[4]).toMatchObject({
      item: 'Database storage: 20 GB gp2',
      monthly: { low: '2.54', expected: '2.54', high: '5.08' },
      usage:
        'the plan does not tell whether it is Multi-AZ; the plan does not tell its storage type: gp2 expected',
    });
  });

  it('does not count one side of a change whose other side is not known', async () => {
    const { lines, leftOut } = await estimate(
      planned([
        {
          type: 'aws_instance',
          action: 'update',
          before: { instance_type: 'm5.large' },
          after: { instance_type: 'u-6tb1.56xlarge' },
          unchanged: {},
        },
      ]),
    );
    expect(lines).toEqual([]);
    expect(leftOut[0]).toEqual({
      what: 'aws_instance.this: EC2 instance hours, Linux',
      reason: 'the price table has no price for u-6tb1.56xlarge',
    });
  });

  it('has no prices of another Region, and says so', async () => {
    const elsewhere = { ...network, run: { ...network.run } };
    elsewhere.run.target = { ...network.run.target, region: 'eu-central-1' };
    const { lines, leftOut } = await estimate(elsewhere);
    expect(lines).toEqual([]);
    expect(leftOut).toEqual([
      {
        what: 'aws_nat_gateway.this: NAT gateway hours, aws_nat_gateway.this: NAT gateway data, aws_eip.nat: Public IPv4 address and 2 more',
        reason: 'the price table has no prices for eu-central-1',
      },
    ]);
  });

  it('reads a masked value as one that is not told', async () => {
    await expect(
      estimate(
        planned([{ type: 'aws_ebs_volume', sensitive: ['size', 'type'] }]),
      ),
    ).resolves.toMatchObject({
      lines: [],
      leftOut: [{ reason: 'the plan does not tell its size' }],
    });
  });
});
