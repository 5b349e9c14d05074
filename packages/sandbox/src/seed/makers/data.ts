// SPDX-License-Identifier: Apache-2.0
import {
  CreateCacheClusterCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import {
  CreateDBInstanceCommand,
  CreateDBSubnetGroupCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ignoreExisting } from '../ignoreExisting';
import { Maker, tagList, tagsOf } from './types';

export const database: Maker = async (context, spec) => {
  const { config, account, network } = context;
  const rds = new RDSClient(config);
  const Tags = tagList(tagsOf(account, spec));
  const DBSubnetGroupName = `${account.name}-data`;
  await ignoreExisting(() =>
    rds.send(
      new CreateDBSubnetGroupCommand({
        DBSubnetGroupName,
        DBSubnetGroupDescription: `Data subnets of ${account.name}`,
        SubnetIds: network.subnetIds,
        Tags,
      }),
    ),
  );
  await ignoreExisting(() =>
    rds.send(
      new CreateDBInstanceCommand({
        DBInstanceIdentifier: spec.name,
        DBInstanceClass: 'db.t4g.medium',
        Engine: 'postgres',
        AllocatedStorage: 50,
        MasterUsername: 'app',
        ManageMasterUserPassword: true,
        MultiAZ: account.environment === 'production',
        StorageEncrypted: true,
        BackupRetentionPeriod: account.environment === 'production' ? 7 : 1,
        DBSubnetGroupName,
        Tags,
      }),
    ),
  );
};

export const cache: Maker = async ({ config, account }, spec) => {
  const elasticache = new ElastiCacheClient(config);
  await ignoreExisting(() =>
    elasticache.send(
      new CreateCacheClusterCommand({
        CacheClusterId: spec.name,
        Engine: 'redis',
        CacheNodeType: 'cache.t4g.small',
        NumCacheNodes: 1,
        Tags: tagList(tagsOf(account, spec)),
      }),
    ),
  );
};

export const queue: Maker = async ({ config, account }, spec) => {
  const sqs = new SQSClient(config);
  await ignoreExisting(() =>
    sqs.send(
      new CreateQueueCommand({
        QueueName: spec.name,
        Attributes: { SqsManagedSseEnabled: 'true' },
        tags: tagsOf(account, spec),
      }),
    ),
  );
};

export const topic: Maker = async ({ config, account }, spec) => {
  const sns = new SNSClient(config);
  const Tags = tagList(tagsOf(account, spec));
  await sns.send(new CreateTopicCommand({ Name: spec.name, Tags }));
};
