// SPDX-License-Identifier: Apache-2.0
import {
  DescribeImagesCommand,
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { Maker, tagList, tagsOf } from './types';

export const instance: Maker = async ({ config, account, network }, spec) => {
  const ec2 = new EC2Client(config);
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({
      Filters: [{ Name: 'tag:Name', Values: [spec.name] }],
    }),
  );
  if (Reservations.length > 0) return;
  const { Images = [] } = await ec2.send(
    new DescribeImagesCommand({ Owners: ['amazon'] }),
  );
  const Tags = tagList({ Name: spec.name, ...tagsOf(account, spec) });
  await ec2.send(
    new RunInstancesCommand({
      ImageId: Images[0]?.ImageId,
      InstanceType: 't3.large',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: network.subnetIds[0],
      SecurityGroupIds: [network.serviceGroupId],
      TagSpecifications: [{ ResourceType: 'instance', Tags }],
    }),
  );
};
