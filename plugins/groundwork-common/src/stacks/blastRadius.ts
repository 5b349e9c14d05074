// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, ulidSchema } from '../ids';

/**
 * The most runs that `GET /v1/blast-radius` counts for at once.
 *
 * @public
 */
export const MAX_BLAST_RADIUS_RUNS = 50;

/**
 * How many entities depend on what a plan changes, as far as the reader sees them.
 *
 * @public
 */
export const blastRadiusCountSchema = z.object({
  runId: ulidSchema,
  count: z.number().int().nonnegative(),
  /** There are more: it was not followed to the end, or not known where to begin. */
  isAtLeast: z.boolean(),
  /**
   * Whether it is known whom the changed resources belong to. Where it is not, only what depends on the stack itself
   * is counted.
   */
  owners: z.enum(['known', 'not-installed', 'unknown']),
});

/**
 * See {@link blastRadiusCountSchema}.
 *
 * @public
 */
export type BlastRadiusCount = z.infer<typeof blastRadiusCountSchema>;

/**
 * `GET /v1/runs/:runId/blast-radius`: which entities depend on what a plan changes, the nearest first.
 *
 * @public
 */
export const blastRadiusSchema = blastRadiusCountSchema.extend({
  /** Where it begins: the stack's own entity, and those that the changed resources belong to. */
  origins: z.array(entityRefSchema),
  entities: z.array(
    z.object({
      entityRef: entityRefSchema,
      /** 1 depends on an origin itself, 2 on one that does, and so on. */
      distance: z.number().int().positive(),
    }),
  ),
});

/**
 * See {@link blastRadiusSchema}.
 *
 * @public
 */
export type BlastRadius = z.infer<typeof blastRadiusSchema>;

/**
 * `GET /v1/blast-radius?runId=a,b`: the counts of several runs. Runs without a plan are left out, and so are those that
 * the caller may not see.
 *
 * @public
 */
export const blastRadiiQuerySchema = z.strictObject({
  runId: z
    .string()
    .max(27 * MAX_BLAST_RADIUS_RUNS)
    .transform(text => text.split(','))
    .pipe(z.array(ulidSchema).min(1).max(MAX_BLAST_RADIUS_RUNS)),
});

/**
 * See {@link blastRadiiQuerySchema}.
 *
 * @public
 */
export const blastRadiiSchema = z.object({
  items: z.array(blastRadiusCountSchema),
});

/**
 * See {@link blastRadiiSchema}.
 *
 * @public
 */
export type BlastRadii = z.infer<typeof blastRadiiSchema>;
