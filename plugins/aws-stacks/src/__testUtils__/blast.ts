// SPDX-License-Identifier: Apache-2.0
import type { BlastRadius } from '@groundwork/backstage-plugin-groundwork-common';
import { RUN_ID, run } from './runs';

export const blastRadius: BlastRadius = {
  runId: RUN_ID,
  count: 2,
  isAtLeast: false,
  owners: 'known',
  origins: [run.entityRef],
  entities: [
    { entityRef: 'component:default/orders', distance: 1 },
    { entityRef: 'component:default/shop', distance: 3 },
  ],
};
