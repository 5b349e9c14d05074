// SPDX-License-Identifier: Apache-2.0
import { ResourceSpec } from '../makers';

/** WH-Ephemeris: one Fargate service with its database, cache, files and reports. */
export const WH_EPHEMERIS: ResourceSpec[] = [
  {
    kind: 'ecs-service',
    name: 'ephemeris-api',
    entity: 'component:default/ephemeris-api',
  },
  {
    kind: 'ecs-service',
    name: 'ephemeris-web',
    entity: 'component:default/ephemeris-web',
  },
  {
    kind: 'function',
    name: 'report-generator',
    entity: 'component:default/report-generator',
  },
  {
    kind: 'database',
    name: 'ephemeris-db',
    entity: 'resource:default/ephemeris-db',
  },
  {
    kind: 'cache',
    name: 'ephemeris-cache',
    entity: 'resource:default/ephemeris-cache',
  },
  {
    kind: 'file-system',
    name: 'ephemeris-files',
    entity: 'resource:default/ephemeris-files',
  },
  {
    kind: 'bucket',
    name: 'ephemeris-reports',
    entity: 'resource:default/ephemeris-reports',
  },
  {
    kind: 'topic',
    name: 'ephemeris-alerts',
    entity: 'resource:default/ephemeris-alerts',
  },
  {
    kind: 'log-group',
    name: '/ephemeris/api',
    entity: 'component:default/ephemeris-api',
  },
  {
    kind: 'bucket',
    name: 'ephemeris-reports-copy',
    entity: 'resource:default/ephemeris-reports',
    region: 'eu-west-1',
  },
  {
    kind: 'instance',
    name: 'ephemeris-worker-1',
    tags: { app: 'ephemeris-worker', tier: 'backend' },
  },
  {
    kind: 'queue',
    name: 'ephemeris-jobs',
    tags: { app: 'ephemeris-worker', tier: 'backend' },
  },
  // One pair differs from ephemeris-worker's.
  {
    kind: 'queue',
    name: 'ephemeris-jobs-preview',
    tags: { app: 'ephemeris-worker', tier: 'frontend' },
  },
];
