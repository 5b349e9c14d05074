// SPDX-License-Identifier: Apache-2.0
import { ResourceSpec } from '../makers';

/** Autonomous AI Core: agents on ECS that talk over NATS. */
export const AI_CORE: ResourceSpec[] = [
  { kind: 'ecs-service', name: 'nats', entity: 'component:default/nats' },
  {
    kind: 'ecs-service',
    name: 'agent-orchestrator',
    entity: 'component:default/agent-orchestrator',
  },
  {
    kind: 'ecs-service',
    name: 'agent-gateway',
    entity: 'component:default/agent-gateway',
  },
  { kind: 'ecs-service', name: 'jaeger', entity: 'component:default/jaeger' },
  {
    kind: 'function',
    name: 'task-router',
    entity: 'component:default/task-router',
  },
  {
    kind: 'table',
    name: 'ai-core-tasks',
    entity: 'resource:default/ai-core-tasks',
  },
  {
    kind: 'queue',
    name: 'ai-core-work',
    entity: 'resource:default/ai-core-work',
  },
  {
    kind: 'bucket',
    name: 'ai-core-models',
    entity: 'resource:default/ai-core-models',
  },
  {
    kind: 'user-pool',
    name: 'ai-core-users',
    entity: 'resource:default/ai-core-users',
  },
  {
    kind: 'log-group',
    name: '/ai-core/agents',
    entity: 'component:default/agent-orchestrator',
  },
];
