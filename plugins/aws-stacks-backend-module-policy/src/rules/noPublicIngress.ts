// SPDX-License-Identifier: Apache-2.0
import { layerIdSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { z } from 'zod';
import { type ResourceView, changedResources } from '../plan/ResourceView';
import { openAddresses } from './ingress/openAddresses';
import { publicBuckets } from './ingress/publicBuckets';
import { publicDatabases } from './ingress/publicDatabases';
import { type Objection, defineRule } from './Rule';

/** The layers whose purpose is to be reached from the internet. */
const EDGE_LAYERS = [
  'api-gateway',
  'cloudfront',
  'global-accelerator',
  'vpn',
  'waf',
];

const optionsSchema = z.strictObject({
  /** Layers whose security groups may be open to the internet. Buckets and databases may not be public in any layer. */
  edgeLayers: z.array(layerIdSchema).default(EDGE_LAYERS),
});

const IN_EVERY_LAYER: readonly ((view: ResourceView) => Objection[])[] = [
  publicBuckets,
  publicDatabases,
];

/** Nothing lets the internet in, but for the layers of the edge. */
export const noPublicIngress = defineRule({
  id: 'no-public-ingress',
  levels: { development: 'soft', staging: 'hard', production: 'hard' },
  options: optionsSchema,
  check({ run, plan }, { edgeLayers }) {
    const checks = edgeLayers.includes(run.layer)
      ? IN_EVERY_LAYER
      : [openAddresses, ...IN_EVERY_LAYER];
    return changedResources(plan).flatMap(view =>
      checks.flatMap(check => check(view)),
    );
  },
});
