// SPDX-License-Identifier: Apache-2.0
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { canHaveResources } from '../entityFilters';
import { entityContentRouteRef } from '../routes';

/** What an entity has in AWS, in short. */
export const resourcesCard = EntityCardBlueprint.make({
  name: 'resources',
  params: {
    type: 'content',
    filter: canHaveResources,
    loader: () =>
      import('../components/entity/EntityResourcesCard').then(m => (
        <m.EntityResourcesCard />
      )),
  },
});

/** Every resource of an entity. */
export const resourcesContent = EntityContentBlueprint.make({
  name: 'resources',
  params: {
    path: '/aws-resources',
    title: 'AWS resources',
    group: 'operation',
    routeRef: entityContentRouteRef,
    filter: canHaveResources,
    loader: () =>
      import('../components/entity/EntityResourcesContent').then(m => (
        <m.EntityResourcesContent />
      )),
  },
});
