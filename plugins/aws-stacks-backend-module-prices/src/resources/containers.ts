// SPDX-License-Identifier: Apache-2.0
import { HOURS_PER_MONTH, type Quote } from '../Quote';
import { Range } from '../Range';
import { type Values, orDefault } from '../Values';
import { instanceHours } from './compute';
import type { Pricings } from './Pricing';

const TASK_TYPES = ['aws_ecs_task_definition', 'AWS::ECS::TaskDefinition'];

function cluster(quote: Quote): void {
  quote.hourly('EKS cluster hours', 'eks/cluster');
}

function nodeGroup(quote: Quote): void {
  const { values } = quote;
  const item = 'EC2 instance hours, Linux';
  quote.leaveOut(
    'Volumes of the nodes',
    'the plan does not tell what the launch template or EKS gives the nodes',
  );
  const capacity = orDefault(
    values.text('capacity_type', 'CapacityType'),
    'ON_DEMAND',
  );
  if (capacity === 'SPOT') {
    quote.leaveOut(item, 'spot prices change from hour to hour');
    return;
  }
  const types = orDefault(values.list('instance_types', 'InstanceTypes'), [
    't3.medium',
  ]);
  const size = (terraform: string, template: string) =>
    values.number(`scaling_config.0.${terraform}`, `ScalingConfig.${template}`);
  const desired = orDefault(size('desired_size', 'DesiredSize'), 2);
  if (!types?.[0] || desired === undefined) {
    quote.untold(item, 'instance type and number of nodes');
    return;
  }
  const least = orDefault(size('min_size', 'MinSize'), desired) ?? desired;
  const most = orDefault(size('max_size', 'MaxSize'), desired) ?? desired;
  instanceHours(quote, types[0], {
    count: Range.of(least, desired, most),
    because: `${desired} nodes expected, ${least} to ${most}`,
  });
}

function service(quote: Quote): void {
  const { values } = quote;
  const item = 'Fargate vCPU hours';
  const launch = orDefault(values.text('launch_type', 'LaunchType'), 'EC2');
  if (launch !== 'FARGATE') {
    quote.leaveOut(
      'Tasks',
      'only tasks of launch type FARGATE are paid by themselves; this service runs on instances or by a capacity provider',
    );
    return;
  }
  const tasks = orDefault(values.number('desired_count', 'DesiredCount'), 1);
  const task = taskOf(quote);
  const cpu = task?.number('cpu', 'Cpu');
  const memory = task?.number('memory', 'Memory');
  if (tasks === undefined || cpu?.is !== 'known' || memory?.is !== 'known') {
    quote.untold(item, 'task definition with CPU and memory');
    return;
  }
  const detail = `${tasks} × ${cpu.value / 1024} vCPU, ${
    memory.value / 1024
  } GB`;
  const hours = tasks * HOURS_PER_MONTH;
  quote.monthly(item, 'fargate/vcpu', {
    count: Range.of(cpu.value)
      .times(hours)
      .times(1 / 1024),
    detail,
  });
  quote.monthly('Fargate memory hours', 'fargate/gb', {
    count: Range.of(memory.value)
      .times(hours)
      .times(1 / 1024),
    detail,
  });
}

/** The task definition that a template refers to, or the only one of the plan. */
function taskOf(quote: Quote): Values | undefined {
  const tasks = quote.others(TASK_TYPES);
  const id = quote.values.reference('TaskDefinition');
  if (id) return tasks.find(({ address }) => address === id)?.values;
  return tasks.length === 1 ? tasks[0].values : undefined;
}

function repository(quote: Quote): void {
  quote.monthly('Image storage', 'ecr/storage', { usage: ['ecrGb'] });
}

export const containerPricings: Pricings = {
  aws_eks_cluster: cluster,
  'AWS::EKS::Cluster': cluster,
  aws_eks_node_group: nodeGroup,
  'AWS::EKS::Nodegroup': nodeGroup,
  aws_ecs_service: service,
  'AWS::ECS::Service': service,
  aws_ecr_repository: repository,
  'AWS::ECR::Repository': repository,
};
