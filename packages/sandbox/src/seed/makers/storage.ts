// SPDX-License-Identifier: Apache-2.0
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import { CreateFileSystemCommand, EFSClient } from '@aws-sdk/client-efs';
import { S3Client } from '@aws-sdk/client-s3';
import { makeBucket } from '../buckets';
import { ignoreExisting } from '../ignoreExisting';
import { Maker, tagList, tagsOf } from './types';

export const bucket: Maker = async ({ config, account, region }, spec) => {
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  await makeBucket(s3, {
    name: `${spec.name}-${account.accountId}`,
    region,
    versioned: account.environment === 'production',
    blocked: true,
    tags: tagsOf(account, spec),
  });
};

export const table: Maker = async ({ config, account }, spec) => {
  const dynamo = new DynamoDBClient(config);
  await ignoreExisting(() =>
    dynamo.send(
      new CreateTableCommand({
        TableName: spec.name,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
        Tags: tagList(tagsOf(account, spec)),
      }),
    ),
  );
};

export const fileSystem: Maker = async ({ config, account }, spec) => {
  const efs = new EFSClient(config);
  await ignoreExisting(() =>
    efs.send(
      new CreateFileSystemCommand({
        CreationToken: spec.name,
        Encrypted: true,
        Tags: tagList({ Name: spec.name, ...tagsOf(account, spec) }),
      }),
    ),
  );
};

export const repository: Maker = async ({ config, account }, spec) => {
  const ecr = new ECRClient(config);
  await ignoreExisting(() =>
    ecr.send(
      new CreateRepositoryCommand({
        repositoryName: spec.name,
        imageScanningConfiguration: { scanOnPush: true },
        tags: tagList(tagsOf(account, spec)),
      }),
    ),
  );
};
