// SPDX-License-Identifier: Apache-2.0
import { ecsService, eksCluster, lambdaFunction, logGroup } from './compute';
import { cache, database, queue, topic } from './data';
import { userPool } from './identity';
import { instance } from './instance';
import { bucket, fileSystem, repository, table } from './storage';
import { Maker, ResourceSpec } from './types';

export { makeNetwork } from './network';
export * from './types';

/** What makes each kind of resource. */
export const MAKERS: Record<ResourceSpec['kind'], Maker> = {
  bucket,
  cache,
  database,
  'ecs-service': ecsService,
  'eks-cluster': eksCluster,
  'file-system': fileSystem,
  function: lambdaFunction,
  instance,
  'log-group': logGroup,
  queue,
  repository,
  table,
  topic,
  'user-pool': userPool,
};
