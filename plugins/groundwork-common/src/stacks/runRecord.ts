// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { instantSchema, sha256Schema } from '../ids';
import { approvalSchema } from './approval';
import { auditEntrySchema } from './audit';
import { costEstimateSchema } from './cost';
import { runEventSchema } from './events';
import { planDiffSchema } from './planDiff';
import { policyReviewSchema } from './policy';
import { layerOutputRefSchema } from './requests';
import { runSchema } from './run';
import { stackOutputSchema } from './stack';

/**
 * Whether what stands in the account was compared with the plan after the apply.
 *
 * @public
 */
export const runVerificationSchema = z.object({
  /** `equal` to the plan; `unsettled` when it ended without showing that; `not-done` when the run has not come so far. */
  result: z.enum(['equal', 'unsettled', 'not-done']),
  at: instantSchema.optional(),
  reason: z.string().optional(),
});

/**
 * All that is known of a run, for whoever has to prove later what was done. Holds nothing that was masked.
 *
 * @public
 */
export const runRecordSchema = z.object({
  format: z.literal('groundwork-run-record'),
  version: z.literal(1),
  /** The run with its request, digests, gates, risks and change record. */
  run: runSchema,
  description: z.string().optional(),
  layerOutputs: z.array(layerOutputRefSchema),
  plan: planDiffSchema.optional(),
  policy: policyReviewSchema.optional(),
  cost: costEstimateSchema.optional(),
  approval: approvalSchema.omit({ mayApprove: true, reason: true }),
  audit: z.array(auditEntrySchema),
  events: z.array(runEventSchema),
  verification: runVerificationSchema,
  /** Outputs that are not sensitive; only of the run that was applied last. */
  outputs: z.array(stackOutputSchema).optional(),
});

/**
 * See {@link runRecordSchema}.
 *
 * @public
 */
export type RunRecordContent = z.infer<typeof runRecordSchema>;

/**
 * `GET /v1/runs/:runId/record`: the record with its SHA-256, which is over the JSON of `record` with keys in alphabetical
 * order and no white space: `jq -cjS .record <file> | sha256sum`.
 *
 * @public
 */
export const runRecordDocumentSchema = z.object({
  exportedAt: instantSchema,
  sha256: sha256Schema,
  record: runRecordSchema,
});

/**
 * See {@link runRecordDocumentSchema}.
 *
 * @public
 */
export type RunRecordDocument = z.infer<typeof runRecordDocumentSchema>;
