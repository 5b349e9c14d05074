// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema } from '../ids';
import { freshnessSchema, problemSchema } from '../wire/problems';

const countSchema = z.number().int().nonnegative();

/**
 * Open findings by severity.
 *
 * @public
 */
export const severityCountsSchema = z.object({
  critical: countSchema,
  high: countSchema,
  medium: countSchema,
  low: countSchema,
  informational: countSchema,
});

/**
 * See {@link severityCountsSchema}.
 *
 * @public
 */
export type SeverityCounts = z.infer<typeof severityCountsSchema>;

/**
 * `GET /v1/entity/:namespace/:kind/:name/findings/summary`, of the entity's own findings. `known` is `none` where nothing
 * could be read, `part` where some account or Region could not: then the counts are a lower bound, and a zero is no
 * good news.
 *
 * @public
 */
export const findingsSummarySchema = z.object({
  known: z.enum(['all', 'part', 'none']),
  open: severityCountsSchema,
  guardDuty: severityCountsSchema,
  /** Open ones of entities in between, not in the counts above. */
  via: countSchema,
  newSinceLastWeek: countSchema,
  oldestOpenAt: instantSchema.optional(),
  problems: z.array(problemSchema),
  freshness: freshnessSchema,
});

/**
 * See {@link findingsSummarySchema}.
 *
 * @public
 */
export type FindingsSummary = z.infer<typeof findingsSummarySchema>;
