// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { pageQueryShape } from '../wire/paging';
import { severitySchema } from '../wire/severity';
import { recordStateSchema, workflowStatusSchema } from './finding';

/** A parameter that may be given once or several times. */
const several = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(1).max(20).optional(),
  );

/**
 * Query of the findings of an entity. Without `recordState` and `workflowStatus` the open ones are meant: active, and
 * new or notified. Sorted by severity, the most severe first, then by `updatedAt`, the newest first.
 *
 * @public
 */
export const findingsQuerySchema = z.strictObject({
  ...pageQueryShape,
  severity: several(severitySchema),
  product: several(z.string().min(1).max(200)),
  workflowStatus: several(workflowStatusSchema),
  recordState: several(recordStateSchema),
  /** Created at most so many days ago. */
  maxAgeDays: z.coerce.number().int().min(1).max(3650).optional(),
  /** Found in title, resource id or control id, whatever the case. */
  text: z.string().min(1).max(200).optional(),
});

/**
 * See {@link findingsQuerySchema}.
 *
 * @public
 */
export type FindingsQuery = z.input<typeof findingsQuerySchema>;
