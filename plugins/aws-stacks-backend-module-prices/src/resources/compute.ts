// SPDX-License-Identifier: Apache-2.0
import type { Amount, Quote } from '../Quote';
import { orDefault } from '../Values';
import type { Pricings } from './Pricing';
import { toLarge } from './sizes';

/** What gp3 has without paying for it. */
const FREE_IOPS = 3_000;
const FREE_MBPS = 125;

/** Hours of EC2 instances, which also nodes and groups are made of. */
export function instanceHours(
  quote: Quote,
  instanceType: string,
  amount: Amount = {},
): void {
  const item = 'EC2 instance hours, Linux';
  const sized = toLarge(instanceType);
  if (!sized) {
    quote.leaveOut(item, `the price table has no price for ${instanceType}`);
    return;
  }
  quote.hourly(item, `ec2/${sized.large}`, {
    ...amount,
    detail: instanceType,
    parts: sized.parts,
  });
}

function instance(quote: Quote): void {
  const type = quote.values.text('instance_type', 'InstanceType');
  if (type.is === 'known') instanceHours(quote, type.value);
  else quote.untold('EC2 instance hours, Linux', 'instance type');
  rootVolume(quote);
  for (const index of quote.values.indexes('ebs_block_device')) {
    const block = `ebs_block_device.${index}`;
    volumeStorage(quote, `Volume ${index}`, {
      size: `${block}.volume_size`,
      type: `${block}.volume_type`,
    });
  }
  for (const index of quote.values.indexes('BlockDeviceMappings')) {
    const block = `BlockDeviceMappings.${index}.Ebs`;
    volumeStorage(quote, `Volume ${index}`, {
      size: `${block}.VolumeSize`,
      type: `${block}.VolumeType`,
    });
  }
}

function rootVolume(quote: Quote): void {
  const [index] = quote.values.indexes('root_block_device');
  if (quote.values.indexes('BlockDeviceMappings').length > 0) return;
  if (index === undefined) {
    quote.leaveOut(
      'Volumes',
      'the plan does not tell the size of the volumes that come from its image',
    );
    return;
  }
  volumeStorage(quote, 'Root volume', {
    size: `root_block_device.${index}.volume_size`,
    type: `root_block_device.${index}.volume_type`,
  });
}

function volumeStorage(
  quote: Quote,
  item: string,
  names: { size: string; type: string },
): string | undefined {
  const size = quote.values.number(names.size, 'Size');
  if (size.is !== 'known') {
    quote.untold(item, 'size');
    return undefined;
  }
  const told = orDefault(quote.values.text(names.type, 'VolumeType'), 'gp2');
  const type = told ?? 'gp2';
  quote.monthly(item, `ebs/${type}`, {
    count: size.value,
    detail: `${size.value} GB ${type}`,
    ...(told
      ? {}
      : {
          orKey: 'ebs/gp3',
          because: 'the plan does not tell its type: gp2 expected',
        }),
  });
  return type;
}

function volume(quote: Quote): void {
  const type = volumeStorage(quote, 'Volume storage', {
    size: 'size',
    type: 'type',
  });
  if (type === 'gp3') {
    paidBeyond(quote, 'Volume IOPS', {
      names: ['iops', 'Iops'],
      free: FREE_IOPS,
      key: 'ebs/gp3-iops',
    });
    paidBeyond(quote, 'Volume throughput', {
      names: ['throughput', 'Throughput'],
      free: FREE_MBPS,
      key: 'ebs/gp3-mbps',
    });
  }
  if (type === 'io1' || type === 'io2') {
    const iops = quote.values.number('iops', 'Iops');
    if (iops.is === 'known')
      quote.monthly('Volume IOPS', `ebs/${type}-iops`, { count: iops.value });
    else quote.untold('Volume IOPS', 'IOPS');
  }
}

function paidBeyond(
  quote: Quote,
  item: string,
  paid: { names: string[]; free: number; key: string },
): void {
  const amount = quote.values.number(...paid.names);
  const beyond = (amount.is === 'known' ? amount.value : 0) - paid.free;
  if (beyond > 0) quote.monthly(item, paid.key, { count: beyond });
}

function scalingGroup(quote: Quote): void {
  quote.leaveOut(
    'EC2 instance hours',
    'how many instances of which type an Auto Scaling group runs is decided by its launch template and by load',
  );
}

export const computePricings: Pricings = {
  aws_instance: instance,
  'AWS::EC2::Instance': instance,
  aws_ebs_volume: volume,
  'AWS::EC2::Volume': volume,
  aws_autoscaling_group: scalingGroup,
  'AWS::AutoScaling::AutoScalingGroup': scalingGroup,
};
