// SPDX-License-Identifier: Apache-2.0
import { ResourceSpec } from '../makers';

/** A small system with nothing wrong: the other side of every comparison. */
export const HEALTHY: ResourceSpec[] = [
  {
    kind: 'ecs-service',
    name: 'status-page',
    entity: 'component:default/status-page',
  },
  {
    kind: 'table',
    name: 'status-events',
    entity: 'resource:default/status-events',
  },
  {
    kind: 'bucket',
    name: 'status-archive',
    entity: 'resource:default/status-archive',
  },
  {
    kind: 'log-group',
    name: '/status-page/web',
    entity: 'component:default/status-page',
  },
  { kind: 'topic', name: 'status-notices' },
  // The name of another resource, in the other Region.
  { kind: 'topic', name: 'status-notices', region: 'eu-west-1' },
  {
    kind: 'function',
    name: 'status-probe',
    tags: { service: 'status-collector', stage: 'live' },
  },
  // One pair differs from status-collector's.
  {
    kind: 'function',
    name: 'status-probe-trial',
    tags: { service: 'status-collector', stage: 'trial' },
  },
];
