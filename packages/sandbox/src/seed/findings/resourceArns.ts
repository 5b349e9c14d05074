// SPDX-License-Identifier: Apache-2.0
import {
  CognitoIdentityProviderClient,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeFileSystemsCommand, EFSClient } from '@aws-sdk/client-efs';
import { SeedClientConfig } from '../SeedClients';

async function ec2Arns(config: SeedClientConfig, accountId: string) {
  const ec2 = new EC2Client(config);
  const arn = (type: string, id = '') =>
    `arn:aws:ec2:${config.region}:${accountId}:${type}/${id}`;
  const [{ Reservations = [] }, { SecurityGroups = [] }] = await Promise.all([
    ec2.send(new DescribeInstancesCommand({})),
    ec2.send(new DescribeSecurityGroupsCommand({})),
  ]);
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  return [
    ...instances.map(({ InstanceId, Tags = [] }) => {
      const name = Tags.find(tag => tag.Key === 'Name')?.Value;
      return [`instance/${name}`, arn('instance', InstanceId)] as const;
    }),
    ...SecurityGroups.map(
      ({ GroupId, GroupName }) =>
        [
          `security-group/${GroupName}`,
          arn('security-group', GroupId),
        ] as const,
    ),
  ];
}

async function fileSystemArns(config: SeedClientConfig) {
  const { FileSystems = [] } = await new EFSClient(config).send(
    new DescribeFileSystemsCommand({}),
  );
  return FileSystems.map(
    ({ Name, FileSystemArn = '' }) =>
      [`file-system/${Name}`, FileSystemArn] as const,
  );
}

async function userPoolArns(config: SeedClientConfig, accountId: string) {
  const { UserPools = [] } = await new CognitoIdentityProviderClient(
    config,
  ).send(new ListUserPoolsCommand({ MaxResults: 60 }));
  return UserPools.map(
    ({ Name, Id }) =>
      [
        `user-pool/${Name}`,
        `arn:aws:cognito-idp:${config.region}:${accountId}:userpool/${Id}`,
      ] as const,
  );
}

/** `kind/name` → ARN of the resources whose ids AWS chooses. */
export async function lookUpArns(
  config: SeedClientConfig,
  accountId: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([
    ec2Arns(config, accountId),
    fileSystemArns(config),
    userPoolArns(config, accountId),
  ]);
  return new Map(found.flat());
}
