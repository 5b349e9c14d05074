// SPDX-License-Identifier: Apache-2.0
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { canHaveFindings } from '../entityFilters';
import { entityContentRouteRef } from '../routes';

/** The open findings in numbers. */
export const findingsCard = EntityCardBlueprint.make({
  name: 'findings',
  params: {
    type: 'content',
    filter: canHaveFindings,
    loader: () =>
      import('../components/card/EntityFindingsCard').then(m => (
        <m.EntityFindingsCard />
      )),
  },
});

/** All findings. */
export const securityContent = EntityContentBlueprint.make({
  name: 'security',
  params: {
    path: '/security',
    title: 'Security',
    group: 'security',
    routeRef: entityContentRouteRef,
    filter: canHaveFindings,
    loader: () =>
      import('../components/tab/EntitySecurityContent').then(m => (
        <m.EntitySecurityContent />
      )),
  },
});
