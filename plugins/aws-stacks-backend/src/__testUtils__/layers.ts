// SPDX-License-Identifier: Apache-2.0
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';

/** The template of a layer, as the catalog has it. */
export const layerTemplate = (
  name: string,
  layer: JsonObject | undefined,
): Entity => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default', title: `The ${name}` },
  spec: {
    type: 'infrastructure',
    parameters: [],
    steps: [],
    ...(layer && { layer }),
  },
});

/** A key, a lake that stands on it, and a ledger that AWS has closed. */
export const LAYER_TEMPLATES: Entity[] = [
  layerTemplate('data-lake', { phase: 'Foundation', requires: ['kms'] }),
  layerTemplate('kms', { phase: 'Foundation' }),
  layerTemplate('ledger', {
    phase: 'Global Scale',
    lifecycle: { status: 'closed', since: '2025-07-31', successor: 'aurora' },
  }),
];
