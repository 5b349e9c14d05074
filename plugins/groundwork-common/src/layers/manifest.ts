// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, layerIdSchema } from '../ids';
import { engineSchema } from '../stacks/bundle';
import { layerVersionSchema } from '../stacks/layerVersion';

/**
 * The categories a layer can stand in.
 *
 * @public
 */
export const LAYER_CATEGORIES = [
  'governance',
  'security',
  'network',
  'compute',
  'data',
  'storage',
  'integration',
  'ai',
  'analytics',
  'observability',
  'resilience',
  'cost',
  'operations',
  'delivery',
  'edge',
] as const;

/** One purpose, and the types it is made of in each engine. */
const layerResourceSchema = z.strictObject({
  purpose: z.string().regex(/^[a-z][a-z0-9-]*$/, 'must be kebab case'),
  cloudformation: z.array(z.string().regex(/^AWS::\w+::\w+$/)).default([]),
  terraform: z.array(z.string().regex(/^aws_[a-z0-9_]+$/)).default([]),
  /** Made only when an input asks for it. */
  optional: z.boolean().default(false),
});

const emulatedSchema = z.union([
  z.enum(['full', 'none']),
  z.strictObject({ partial: z.array(z.string()).min(1) }),
]);

/**
 * `layer.yaml`: the facts of a layer that have no other home.
 *
 * @public
 */
export const layerManifestSchema = z.strictObject({
  id: layerIdSchema,
  title: z.string().min(3).max(60),
  /** Raised with each change of what is rendered, so that stacks made from an older one are found. */
  version: layerVersionSchema,
  category: z.enum(LAYER_CATEGORIES),
  owner: entityRefSchema,
  engines: z.array(engineSchema).min(1),
  /** Layers that must stand first. */
  requires: z.array(layerIdSchema).default([]),
  /** Readiness checks that the layer fixes. */
  remediates: z.array(z.string()).default([]),
  resources: z.array(layerResourceSchema).min(1),
  /** Each part of the requirement → a purpose, a check id, or `runbook: <heading>`. */
  parts: z.record(z.string(), z.string()),
  /** Parts that an engine cannot make, with the reason. */
  without: z
    .partialRecord(
      engineSchema,
      z.array(z.strictObject({ part: z.string(), reason: z.string() })),
    )
    .default({}),
  /** Security Hub controls its defaults satisfy. */
  controls: z.array(z.string()).default([]),
  recovery: z.strictObject({
    strategy: z.string(),
    rpo: z.iso.duration(),
    rto: z.iso.duration(),
  }),
  /** Monthly prices in USD; usage-driven drivers have no amount and say why. */
  costs: z.array(
    z.strictObject({
      unit: z.string(),
      amount: z.number().nonnegative().optional(),
      usage: z.string().optional(),
    }),
  ),
  lifecycle: z.strictObject({
    status: z.enum(['active', 'closed', 'sunset', 'renamed']),
    since: z.iso.date().optional(),
    successor: z.string().optional(),
    advice: z.string().optional(),
  }),
  emulated: emulatedSchema,
});

/**
 * See {@link layerManifestSchema}.
 *
 * @public
 */
export type LayerManifest = z.infer<typeof layerManifestSchema>;
