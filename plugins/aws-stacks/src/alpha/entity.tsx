// SPDX-License-Identifier: Apache-2.0
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { entityContentRouteRef } from '../routes';
import { hasInfrastructure } from '../entityFilters';

/** The card stands wherever stacks can belong to. */
export const infrastructureCard = EntityCardBlueprint.make({
  name: 'infrastructure',
  params: {
    type: 'content',
    filter: hasInfrastructure,
    loader: () =>
      import('../components/entity/EntityInfrastructureCard').then(m => (
        <m.EntityInfrastructureCard />
      )),
  },
});

/** The tab stands wherever stacks can belong to, and says so when there are none. */
export const infrastructureContent = EntityContentBlueprint.make({
  name: 'infrastructure',
  params: {
    path: '/infrastructure',
    title: 'Infrastructure',
    group: 'operation',
    routeRef: entityContentRouteRef,
    filter: hasInfrastructure,
    loader: () =>
      import('../components/entity/EntityInfrastructureContent').then(m => (
        <m.EntityInfrastructureContent />
      )),
  },
});
