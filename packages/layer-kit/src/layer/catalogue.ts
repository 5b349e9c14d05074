// SPDX-License-Identifier: Apache-2.0
import { engineSchema } from '@groundwork/backstage-plugin-groundwork-common';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageFile } from '../paths';
import { ENGINES } from './engines';

const plannedLayerSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  phase: z.string(),
  parts: z.array(z.string()),
  also: z.array(z.string()).default([]),
  requires: z.array(z.string()),
  conflicts: z.array(z.string()).default([]),
  engines: z.array(engineSchema).min(1).default(ENGINES),
  lifecycle: z
    .strictObject({
      status: z.string(),
      since: z.string().optional(),
      ends: z.string().optional(),
      advice: z.string().optional(),
      successor: z.string().optional(),
    })
    .optional(),
});

/** A layer as `data/layers.yaml` describes it, whether its folder exists or not. */
export type PlannedLayer = z.infer<typeof plannedLayerSchema>;

/** All layers there are or will be, by id. */
export function readCatalogue(): ReadonlyMap<string, PlannedLayer> {
  const file = packageFile('data/layers.yaml');
  const { layers } = z
    .strictObject({ layers: z.array(plannedLayerSchema) })
    .parse(parse(readFileSync(file, 'utf8')));
  return new Map(layers.map(layer => [layer.id, layer]));
}
