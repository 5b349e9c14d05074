// SPDX-License-Identifier: Apache-2.0
import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

// Made with core-plugin-api: these refs work in both frontend systems.

/** The tab of an entity. */
export const entityContentRouteRef = createRouteRef({
  id: 'aws-security.entity-content',
});

/** Where the card leads: the tab, unless the app has none or binds another place. */
export const findingsRouteRef = createExternalRouteRef({
  id: 'findings',
  optional: true,
  defaultTarget: 'aws-security.entityContent',
});
