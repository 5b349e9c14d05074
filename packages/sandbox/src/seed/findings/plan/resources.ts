// SPDX-License-Identifier: Apache-2.0
import { PlannedResource } from '../types';

type Tags = Record<string, string>;

function regional(service: string, resource: string) {
  return `arn:aws:${service}:{region}:{account}:${resource}`;
}

/** A bucket of an estate: its name ends with the account. */
export const bucket = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsS3Bucket',
  id: `arn:aws:s3:::${name}-{account}`,
  tags,
});

/** The bucket of an account's flow logs in a Region. */
export const flowLogBucket: PlannedResource = {
  type: 'AwsS3Bucket',
  id: 'arn:aws:s3:::flow-logs-{account}-{region}',
};

export const lambda = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsLambdaFunction',
  id: regional('lambda', `function:${name}`),
  tags,
});

export const queue = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsSqsQueue',
  id: regional('sqs', name),
  tags,
});

export const topic = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsSnsTopic',
  id: regional('sns', name),
  tags,
});

export const table = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsDynamoDbTable',
  id: regional('dynamodb', `table/${name}`),
  tags,
});

export const database = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsRdsDbInstance',
  id: regional('rds', `db:${name}`),
  tags,
});

export const cache = (name: string, tags?: Tags): PlannedResource => ({
  // ASFF has no type for ElastiCache.
  type: 'Other',
  id: regional('elasticache', `cluster:${name}`),
  tags,
});

export const repository = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsEcrRepository',
  id: regional('ecr', `repository/${name}`),
  tags,
});

export const eksCluster = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsEksCluster',
  id: regional('eks', `cluster/${name}`),
  tags,
});

export const ecsService = (
  cluster: string,
  name: string,
  tags?: Tags,
): PlannedResource => ({
  type: 'AwsEcsService',
  id: regional('ecs', `service/${cluster}/${name}`),
  tags,
});

export const userPool = (name: string, tags?: Tags): PlannedResource => ({
  type: 'Other',
  id: `{lookup:user-pool/${name}}`,
  tags,
});

export const fileSystem = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsEfsFileSystem',
  id: `{lookup:file-system/${name}}`,
  tags,
});

export const instance = (name: string, tags?: Tags): PlannedResource => ({
  type: 'AwsEc2Instance',
  id: `{lookup:instance/${name}}`,
  tags,
});

/** The group of an account's services, for example `auterity-production-ecs`. */
export const securityGroup = (name: string): PlannedResource => ({
  type: 'AwsEc2SecurityGroup',
  id: `{lookup:security-group/${name}}`,
});

export const accessKey = (id: string): PlannedResource => ({
  type: 'AwsIamAccessKey',
  id: `AWS::IAM::AccessKey:${id}`,
});

/** The account as a whole. */
export const wholeAccount: PlannedResource = {
  type: 'AwsAccount',
  id: 'AWS::::Account:{account}',
};
