// SPDX-License-Identifier: Apache-2.0
import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The page. */
export const rootRouteRef = createRouteRef();

/** One stack. */
export const stackRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/stacks/:stackId',
});

/** All runs. */
export const runsRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs',
});

/** One run. */
export const runRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/runs/:runId',
});

/** The tab of an entity. */
export const entityContentRouteRef = createRouteRef();

/** Where one begins: the list of templates. */
export const createStackRouteRef = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});

/** A stack's runbook. */
export const docsRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'techdocs.docRoot',
});
