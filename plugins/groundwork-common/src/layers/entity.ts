// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { layerIdSchema } from '../ids';
import { layerVersionSchema } from '../stacks/layerVersion';
import { layerManifestSchema } from './manifest';

/**
 * The phases in the order in which an estate is built. A layer of another phase comes after them.
 *
 * @public
 */
export const LAYER_PHASES: readonly string[] = [
  'Foundation',
  'Enhanced AI Platform',
  'Global Scale',
  'Critical fixes',
  'Auterity Unified',
  'WH-Ephemeris',
];

/**
 * What AWS has closed, ended or renamed of a layer, and what comes after it.
 *
 * @public
 */
export const layerLifecycleSchema = layerManifestSchema.shape.lifecycle.omit({
  advice: true,
});

/**
 * See {@link layerLifecycleSchema}.
 *
 * @public
 */
export type LayerLifecycle = z.infer<typeof layerLifecycleSchema>;

/**
 * `spec.layer` of the Template entity of a layer: what the engine has to know of a layer that no stack has been made of.
 *
 * @public
 */
export const layerEntitySpecSchema = z.looseObject({
  /** The version that the template renders. */
  version: layerVersionSchema.optional(),
  phase: z.string().min(1).max(60).optional(),
  /** Layers that must stand first, in the same account and Region. */
  requires: z.array(layerIdSchema).max(50).default([]),
  lifecycle: layerLifecycleSchema.default({ status: 'active' }),
});

/**
 * See {@link layerEntitySpecSchema}.
 *
 * @public
 */
export type LayerEntitySpec = z.infer<typeof layerEntitySpecSchema>;
