// SPDX-License-Identifier: Apache-2.0
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateClusterCommand as CreateEksClusterCommand,
  EKSClient,
} from '@aws-sdk/client-eks';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ignoreExisting } from '../ignoreExisting';
import { Maker, MakerContext, tagsOf } from './types';

/** The smallest zip archive: an end-of-directory record alone. */
const EMPTY_ZIP = Buffer.concat([
  Buffer.from([0x50, 0x4b, 0x05, 0x06]),
  Buffer.alloc(18),
]);
const RETENTION_DAYS = 30;

function ecsTags(tags: Record<string, string>) {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}

async function serviceRole(
  { config, account }: MakerContext,
  service: string,
): Promise<string> {
  const iam = new IAMClient(config);
  const RoleName = `${account.name}-${service}`;
  await ignoreExisting(() =>
    iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: `${service}.amazonaws.com` },
              Action: 'sts:AssumeRole',
            },
          ],
        }),
      }),
    ),
  );
  return `arn:aws:iam::${account.accountId}:role/${RoleName}`;
}

export const ecsService: Maker = async (context, spec) => {
  const { config, account, network } = context;
  const ecs = new ECSClient(config);
  const cluster = account.name;
  const tags = ecsTags(tagsOf(account, spec));
  await ecs.send(
    new CreateClusterCommand({
      clusterName: cluster,
      tags: ecsTags(tagsOf(account)),
    }),
  );
  const { services = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster, services: [spec.name] }),
  );
  if (services.length > 0) return;
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: spec.name,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: spec.name, image: `registry.example/${spec.name}:1.0.0` },
      ],
      tags,
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster,
      serviceName: spec.name,
      taskDefinition: spec.name,
      desiredCount: account.environment === 'production' ? 2 : 1,
      launchType: 'FARGATE',
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: network.subnetIds,
          securityGroups: [network.serviceGroupId],
        },
      },
      tags,
    }),
  );
};

export const eksCluster: Maker = async (context, spec) => {
  const { config, account, network } = context;
  const roleArn = await serviceRole(context, 'eks');
  await ignoreExisting(() =>
    new EKSClient(config).send(
      new CreateEksClusterCommand({
        name: spec.name,
        roleArn,
        version: '1.33',
        resourcesVpcConfig: {
          subnetIds: network.subnetIds,
          securityGroupIds: [network.serviceGroupId],
        },
        tags: tagsOf(account, spec),
      }),
    ),
  );
};

export const lambdaFunction: Maker = async (context, spec) => {
  const Role = await serviceRole(context, 'lambda');
  await ignoreExisting(() =>
    new LambdaClient(context.config).send(
      new CreateFunctionCommand({
        FunctionName: spec.name,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role,
        Code: { ZipFile: EMPTY_ZIP },
        Tags: tagsOf(context.account, spec),
      }),
    ),
  );
};

export const logGroup: Maker = async ({ config, account }, spec) => {
  const logs = new CloudWatchLogsClient(config);
  const logGroupName = spec.name;
  await ignoreExisting(() =>
    logs.send(
      new CreateLogGroupCommand({
        logGroupName,
        tags: tagsOf(account, spec),
      }),
    ),
  );
  await logs.send(
    new PutRetentionPolicyCommand({
      logGroupName,
      retentionInDays: RETENTION_DAYS,
    }),
  );
};
