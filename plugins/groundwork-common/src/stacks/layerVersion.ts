// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, layerIdSchema, ulidSchema } from '../ids';
import { pageSchema } from '../wire/paging';
import { changeRecordSchema } from './change';

/**
 * The version of a layer: `major.minor.patch`.
 *
 * @public
 */
export const layerVersionSchema = z
  .string()
  .regex(
    /^(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})$/,
    'must be a version such as 1.4.0',
  );

/**
 * Orders versions of layers, the older one first, as `Array.sort` wants it.
 *
 * @public
 */
export function compareLayerVersions(a: string, b: string): number {
  const [left, right] = [a, b].map(text => text.split('.').map(Number));
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 ? 0 : left[index] - right[index];
}

/**
 * Whether a stack with this version of its layer is behind the newest. A source that names no version is: it was
 * rendered before its layer had one.
 *
 * @public
 */
export function isBehind(
  version: string | undefined,
  newest: string | undefined,
): boolean {
  if (newest === undefined) return false;
  return version === undefined || compareLayerVersions(version, newest) < 0;
}

/**
 * `layer.json` in a source: the layer and the version that it was rendered from.
 *
 * @public
 */
export const layerStampSchema = z.object({
  layer: layerIdSchema,
  version: layerVersionSchema,
});

/**
 * The file of {@link layerStampSchema}.
 *
 * @public
 */
export const LAYER_STAMP_FILE = 'layer.json';

/**
 * A layer: the newest version that the catalog has, and how many stacks stand with which.
 *
 * @public
 */
export const layerVersionsSchema = z.object({
  layer: layerIdSchema,
  title: z.string().optional(),
  /** Absent when the catalog has no template of the layer, or the caller may not see it. */
  templateRef: entityRefSchema.optional(),
  newest: layerVersionSchema.optional(),
  /** Of applied stacks, the newest version first; without a version last. */
  versions: z.array(
    z.object({
      version: layerVersionSchema.optional(),
      stacks: z.number().int(),
    }),
  ),
  /** How many applied stacks have an older version than the newest. */
  behind: z.number().int(),
});

/**
 * See {@link layerVersionsSchema}.
 *
 * @public
 */
export type LayerVersions = z.infer<typeof layerVersionsSchema>;

/** @public */
export const layersPageSchema = pageSchema(layerVersionsSchema);
/** @public */
export type LayersPage = z.infer<typeof layersPageSchema>;

/**
 * A file that a newer version of a layer brings, takes away or changes.
 *
 * @public
 */
export const layerFileSchema = z.object({
  path: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  /** Unified; absent when the file is no text, or too large to be shown. */
  diff: z.string().optional(),
});

/**
 * See {@link layerFileSchema}.
 *
 * @public
 */
export type LayerFile = z.infer<typeof layerFileSchema>;

/**
 * `GET /v1/stacks/:stackId/upgrade`: what the newest version of the layer changes in the code of a stack.
 *
 * @public
 */
export const stackUpgradeSchema = z.object({
  layer: layerIdSchema,
  templateRef: entityRefSchema,
  from: layerVersionSchema.optional(),
  to: layerVersionSchema.optional(),
  files: z.array(layerFileSchema),
  /** How many files differ; more than are listed when they are many. */
  fileCount: z.number().int(),
  /** Why the newest source could not be read; then `files` says nothing. */
  unreadable: z.string().optional(),
  /** Fields that only a person can fill in, so that the layer's form has to be used. */
  missing: z.array(z.string()),
  /** Inputs of the stack that the newest version no longer asks for. */
  unknown: z.array(z.string()),
  mayUpgrade: z.boolean(),
});

/**
 * See {@link stackUpgradeSchema}.
 *
 * @public
 */
export type StackUpgrade = z.infer<typeof stackUpgradeSchema>;

/**
 * `POST /v1/layers/:layer/upgrade`: render the newest version of a layer with the inputs of each of these stacks, and
 * plan it.
 *
 * @public
 */
export const upgradeRequestSchema = z.strictObject({
  stackIds: z.array(ulidSchema).min(1).max(50),
  reason: z.string().trim().min(1).max(2000),
  ticket: changeRecordSchema.shape.ticket,
});

/**
 * See {@link upgradeRequestSchema}.
 *
 * @public
 */
export type UpgradeRequest = z.infer<typeof upgradeRequestSchema>;

/**
 * What became of each upgrade: the scaffolder's task, which plans a run, or why there is none.
 *
 * @public
 */
export const upgradeResultSchema = z.object({
  items: z.array(
    z.object({
      stackId: ulidSchema,
      taskId: z.string().optional(),
      problem: z.string().optional(),
    }),
  ),
});

/**
 * See {@link upgradeResultSchema}.
 *
 * @public
 */
export type UpgradeResult = z.infer<typeof upgradeResultSchema>;
