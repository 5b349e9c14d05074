// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { sha256Schema } from '../ids';

/**
 * The engines a stack can be applied with.
 *
 * @public
 */
export const engineSchema = z.enum(['terraform', 'cdk']);

/**
 * See {@link engineSchema}.
 *
 * @public
 */
export type Engine = z.infer<typeof engineSchema>;

/**
 * The largest bundle that is accepted, in bytes: 20 MB packed.
 *
 * @public
 */
export const MAX_BUNDLE_BYTES = 20_000_000;

/**
 * The most that a bundle may unpack to, in bytes.
 *
 * @public
 */
export const MAX_UNPACKED_BUNDLE_BYTES = 100_000_000;

/**
 * How many times its packed size a bundle may unpack to: text packs to a tenth, a bomb to a thousandth.
 *
 * @public
 */
export const MAX_BUNDLE_RATIO = 100;

/**
 * What a bundle may unpack to whatever its ratio, in bytes.
 *
 * @public
 */
export const MIN_UNPACKED_BUNDLE_BYTES = 10_000_000;

/**
 * The most files a bundle may hold.
 *
 * @public
 */
export const MAX_BUNDLE_FILES = 2_000;

/**
 * A stored bundle: the rendered folder as tar.gz, named by the SHA-256 of its bytes.
 *
 * @public
 */
export const bundleSchema = z.object({
  digest: sha256Schema,
  sizeBytes: z.number().int().nonnegative(),
  files: z.array(z.string()),
});

/**
 * See {@link bundleSchema}.
 *
 * @public
 */
export type Bundle = z.infer<typeof bundleSchema>;

/**
 * Where a run's source comes from.
 *
 * @public
 */
export const runSourceSchema = z.strictObject({
  kind: z.literal('bundle'),
  digest: sha256Schema,
});

/**
 * See {@link runSourceSchema}.
 *
 * @public
 */
export type RunSource = z.infer<typeof runSourceSchema>;
