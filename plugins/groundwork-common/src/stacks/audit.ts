// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema, ulidSchema } from '../ids';
import { pageSchema } from '../wire/paging';
import { runStateSchema } from './states';

/**
 * What is left of entries that were removed when their time was over: enough to see that the chain goes on.
 *
 * @public
 */
export const auditCheckpointSchema = z.object({
  /** Position and hash of the last entry that was removed. */
  throughPosition: z.number().int(),
  throughHash: z.string(),
  removedEntries: z.number().int(),
  /** Entries before this instant were removed. */
  before: instantSchema,
});

/**
 * See {@link auditCheckpointSchema}.
 *
 * @public
 */
export type AuditCheckpoint = z.infer<typeof auditCheckpointSchema>;

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
  /** What a checkpoint says of the rows that were removed before it. */
  details: auditCheckpointSchema.optional(),
  /** Its number in the chain, from 1. */
  position: z.number().int().optional(),
  /** The hash of the entry before it. */
  previousHash: z.string().optional(),
  /** SHA-256 over the entry and the hash before it. */
  hash: z.string().optional(),
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

/**
 * Something about the chain of audit entries that cannot be if nobody has touched it: an entry was changed after it was
 * written, is gone, was never written by the engine, or is in another place.
 *
 * @public
 */
export const auditProblemSchema = z.object({
  kind: z.enum(['edited', 'missing', 'inserted', 'reordered']),
  id: z.string().optional(),
  position: z.number().int().optional(),
  message: z.string(),
});

/**
 * See {@link auditProblemSchema}.
 *
 * @public
 */
export type AuditProblem = z.infer<typeof auditProblemSchema>;

/**
 * `GET /v1/audit/verify`: whether the audit is as it was written.
 *
 * @public
 */
export const auditVerificationSchema = z.object({
  intact: z.boolean(),
  checkedAt: instantSchema,
  checkedEntries: z.number().int(),
  /** The end of the chain. Kept elsewhere, it proves later that nothing up to here was changed. */
  head: z.object({ position: z.number().int(), hash: z.string() }),
  /** The removal that the chain begins after. */
  checkpoint: auditCheckpointSchema.optional(),
  problems: z.array(auditProblemSchema),
  /** Whether there are more problems than are listed. */
  hasMoreProblems: z.boolean(),
});

/**
 * See {@link auditVerificationSchema}.
 *
 * @public
 */
export type AuditVerification = z.infer<typeof auditVerificationSchema>;

/**
 * `GET /v1/audit`: the entries of a period as a file.
 *
 * @public
 */
export const auditExportQuerySchema = z.strictObject({
  from: z.iso.datetime().optional(),
  /** Up to, but not including. */
  to: z.iso.datetime().optional(),
  format: z.enum(['ndjson', 'csv']).default('ndjson'),
});

/**
 * See {@link auditExportQuerySchema}, as it is written in the address.
 *
 * @public
 */
export type AuditExportQuery = z.input<typeof auditExportQuerySchema>;

/**
 * `GET /v1/audit/verify`: with the end of the chain as it was noted earlier, whether it still is part of the chain.
 *
 * @public
 */
export const auditVerifyQuerySchema = z
  .strictObject({
    position: z.coerce.number().int().min(1).optional(),
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex')
      .optional(),
  })
  .refine(
    ({ position, hash }) => (position === undefined) === (hash === undefined),
    'position and hash belong together; give both or none',
  );
