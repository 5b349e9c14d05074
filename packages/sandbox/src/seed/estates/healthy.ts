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
];
