// SPDX-License-Identifier: Apache-2.0
import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

// Made with core-plugin-api: these refs work in both frontend systems.

/** The page. */
export const rootRouteRef = createRouteRef({ id: 'aws-stacks' });

/** One stack. */
export const stackRouteRef = createSubRouteRef({
  id: 'aws-stacks.stack',
  parent: rootRouteRef,
  path: '/stacks/:stackId',
});

/** One run. */
export const runRouteRef = createSubRouteRef({
  id: 'aws-stacks.run',
  parent: rootRouteRef,
  path: '/runs/:runId',
});

/** The tab of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'aws-stacks.entity-content',
});

/** Where a stack begins: the list of templates. */
export const createStackRouteRef = createExternalRouteRef({
  id: 'create',
  optional: true,
  defaultTarget: 'scaffolder.root',
});

/** A stack's runbook. */
export const docsRouteRef = createExternalRouteRef({
  id: 'docs',
  optional: true,
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'techdocs.docRoot',
});

/** A task of the scaffolder, which renders a layer and has it planned. */
export const taskRouteRef = createExternalRouteRef({
  id: 'task',
  optional: true,
  params: ['taskId'],
  defaultTarget: 'scaffolder.ongoingTask',
});

/** The form of a layer, by which a stack is changed. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});
