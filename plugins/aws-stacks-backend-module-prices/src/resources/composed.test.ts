// SPDX-License-Identifier: Apache-2.0
import { estimate, planned } from '../__testUtils__/planned';

describe('what a resource costs', () => {
  it('of an endpoint counts the subnets that a template refers to', async () => {
    const { lines } = await estimate(
      planned([
        {
          type: 'AWS::EC2::VPCEndpoint',
          after: {
            VpcEndpointType: 'Interface',
            'SubnetIds.0': { Ref: 'A' },
            'SubnetIds.1': { Ref: 'B' },
          },
        },
      ]),
    );
    expect(lines[0].monthly.expected).toBe('16.06');
  });

  it('of an instance has the volumes that a template maps', async () => {
    const { lines, leftOut } = await estimate(
      planned([
        {
          type: 'AWS::EC2::Instance',
          after: {
            InstanceType: 'm5.large',
            'BlockDeviceMappings.0.DeviceName': '/dev/xvda',
            'BlockDeviceMappings.0.Ebs.VolumeSize': 50,
            'BlockDeviceMappings.0.Ebs.VolumeType': 'gp3',
          },
        },
      ]),
    );
    expect(lines.map(({ item, monthly }) => [item, monthly.expected])).toEqual([
      ['EC2 instance hours, Linux: m5.large', '78.11'],
      ['Volume 0: 50 GB gp3', '4.40'],
    ]);
    expect(leftOut).toEqual([]);
  });

  it('of nodes goes from the least to the most of them', async () => {
    const { lines } = await estimate(
      planned([
        {
          type: 'AWS::EKS::Nodegroup',
          after: {
            InstanceTypes: ['m7g.large'],
            'ScalingConfig.DesiredSize': 2,
            'ScalingConfig.MinSize': 1,
            'ScalingConfig.MaxSize': 4,
          },
        },
      ]),
    );
    expect(lines[0]).toMatchObject({
      basis: '2 (1 to 4) × 730 h × 0.0911 USD',
      monthly: { low: '66.50', expected: '133.01', high: '266.01' },
      usage: '2 nodes expected, 1 to 4',
    });
  });

  it('of a Fargate service comes from the task definition it refers to', async () => {
    const tasks = [
      {
        type: 'AWS::ECS::TaskDefinition',
        address: 'Big',
        after: { Cpu: '4096', Memory: '8192' },
      },
      {
        type: 'AWS::ECS::TaskDefinition',
        address: 'Small',
        after: { Cpu: '256', Memory: '512' },
      },
    ];
    const service = {
      type: 'AWS::ECS::Service',
      address: 'Service',
      after: {
        LaunchType: 'FARGATE',
        DesiredCount: 2,
        TaskDefinition: { Ref: 'Small' },
      },
    };
    const { lines } = await estimate(planned([...tasks, service]));
    expect(lines.map(({ item, monthly }) => [item, monthly.expected])).toEqual([
      ['Fargate vCPU hours: 2 × 0.25 vCPU, 0.5 GB', '14.78'],
      ['Fargate memory hours: 2 × 0.25 vCPU, 0.5 GB', '3.24'],
    ]);
  });

  it('of a service whose task definition is not told is left out', async () => {
    const { lines, leftOut } = await estimate(
      planned([
        {
          type: 'aws_ecs_service',
          action: 'update',
          before: { desired_count: 1 },
          after: { desired_count: 2 },
          unchanged: { launch_type: 'FARGATE' },
        },
      ]),
    );
    expect(lines).toEqual([]);
    expect(leftOut).toEqual([
      {
        what: 'aws_ecs_service.this: Fargate vCPU hours',
        reason:
          'the plan does not tell its task definition with CPU and memory',
      },
    ]);
  });

  it('of Aurora Serverless comes from the scaling of its cluster', async () => {
    const { lines } = await estimate(
      planned([
        {
          type: 'aws_rds_cluster',
          after: {
            engine: 'aurora-postgresql',
            'serverlessv2_scaling_configuration.0.min_capacity': 0.5,
            'serverlessv2_scaling_configuration.0.max_capacity': 4,
          },
        },
        {
          type: 'aws_rds_cluster_instance',
          after: { instance_class: 'db.serverless' },
        },
      ]),
    );
    expect(lines[2]).toMatchObject({
      item: 'Aurora capacity units: 0.5 to 4 ACU',
      monthly: { low: '51.10', expected: '51.10', high: '408.80' },
    });
  });
});
