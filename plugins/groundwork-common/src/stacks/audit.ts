// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema, ulidSchema } from '../ids';
import { pageSchema } from '../wire/paging';
import { runStateSchema } from './states';

/**
 * One step that somebody took, or was refused. `actor` is a user ref, or `groundwork` when the engine did it.
 *
 * @public
 */
export const auditEntrySchema = z.object({
  id: ulidSchema,
  at: instantSchema,
  actor: z.string(),
  /** For example `run.approve`. */
  action: z.string(),
  outcome: z.enum(['done', 'refused']),
  runId: ulidSchema.optional(),
  stackId: ulidSchema.optional(),
  from: runStateSchema.optional(),
  to: runStateSchema.optional(),
  reason: z.string().optional(),
});

/**
 * See {@link auditEntrySchema}.
 *
 * @public
 */
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** @public */
export const auditPageSchema = pageSchema(auditEntrySchema);
/** @public */
export type AuditPage = z.infer<typeof auditPageSchema>;
