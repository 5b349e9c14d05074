// SPDX-License-Identifier: Apache-2.0
import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

// Made with core-plugin-api: these refs work in both frontend systems.

/** The page. */
export const rootRouteRef = createRouteRef({ id: 'aws-estate' });

/** The tab of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'aws-estate.entity-content',
});

/** The form of a template, by which owners are accepted in a pull request. */
export const templateRouteRef = createExternalRouteRef({
  id: 'template',
  optional: true,
  params: ['namespace', 'templateName'],
  defaultTarget: 'scaffolder.selectedTemplate',
});

/** Stacks: what stands already is imported into one of them. */
export const stacksRouteRef = createExternalRouteRef({
  id: 'stacks',
  optional: true,
  defaultTarget: 'aws-stacks.root',
});
