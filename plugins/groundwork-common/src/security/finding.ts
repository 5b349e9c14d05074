// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../ids';
import { accountIdSchema, regionSchema } from '../targets';
import { pageSchema } from '../wire/paging';
import { freshnessSchema } from '../wire/problems';
import { severitySchema } from '../wire/severity';

/**
 * The id of a finding: the first 32 hexadecimal characters of SHA-256 of `ProductArn|Id`.
 *
 * @public
 */
export const findingIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal characters');

/**
 * Security Hub's `Workflow.Status`.
 *
 * @public
 */
export const workflowStatusSchema = z.enum([
  'new',
  'notified',
  'resolved',
  'suppressed',
]);

/**
 * See {@link workflowStatusSchema}.
 *
 * @public
 */
export type WorkflowStatus = z.infer<typeof workflowStatusSchema>;

/**
 * Security Hub's `RecordState`, and `deleted` for what Security Hub no longer knows or whose resource is gone.
 *
 * @public
 */
export const recordStateSchema = z.enum(['active', 'archived', 'deleted']);

/**
 * See {@link recordStateSchema}.
 *
 * @public
 */
export type RecordState = z.infer<typeof recordStateSchema>;

/**
 * Security Hub's `Compliance.Status`.
 *
 * @public
 */
export const complianceStatusSchema = z.enum([
  'passed',
  'warning',
  'failed',
  'not-available',
]);

/**
 * A resource a finding is about.
 *
 * @public
 */
export const findingResourceSchema = z.object({
  /** The ARN, or what the product gave as `Resources[].Id`. */
  id: z.string(),
  /** ASFF type, for example `AwsS3Bucket`. */
  type: z.string(),
  region: regionSchema.optional(),
});

/**
 * A finding in a list.
 *
 * @public
 */
export const findingSchema = z.object({
  id: findingIdSchema,
  /** ASFF `ProductName`, for example `GuardDuty`. */
  product: z.string(),
  title: z.string(),
  severity: severitySchema,
  workflowStatus: workflowStatusSchema,
  recordState: recordStateSchema,
  complianceStatus: complianceStatusSchema.optional(),
  /** Security Hub control, for example `S3.8`. */
  controlId: z.string().optional(),
  accountId: accountIdSchema,
  region: regionSchema,
  /** The first resource; the detail has all. */
  resource: findingResourceSchema,
  /** The entity in between; absent when the finding is the entity's own. */
  via: entityRefSchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** When our collector saw it first and last. */
  firstSeenAt: instantSchema,
  lastSeenAt: instantSchema,
});

/**
 * See {@link findingSchema}.
 *
 * @public
 */
export type Finding = z.infer<typeof findingSchema>;

/**
 * A change of a finding that our collector has seen.
 *
 * @public
 */
export const findingChangeSchema = z.object({
  at: instantSchema,
  field: z.enum([
    'severity',
    'workflowStatus',
    'recordState',
    'complianceStatus',
  ]),
  from: z.string().optional(),
  to: z.string(),
});

/**
 * See {@link findingChangeSchema}.
 *
 * @public
 */
export type FindingChange = z.infer<typeof findingChangeSchema>;

/**
 * `GET /v1/findings/:id`: the whole finding.
 *
 * @public
 */
export const findingDetailSchema = findingSchema.omit({ via: true }).extend({
  productArn: z.string(),
  /** ASFF `Id`. */
  sourceId: z.string(),
  description: z.string(),
  types: z.array(z.string()),
  resources: z.array(findingResourceSchema),
  standards: z.array(z.string()),
  remediation: z.object({
    text: z.string().optional(),
    url: z.url().optional(),
  }),
  /** ASFF as it was read, for people who need all of it. */
  evidence: z.json(),
  history: z.array(findingChangeSchema),
});

/**
 * See {@link findingDetailSchema}.
 *
 * @public
 */
export type FindingDetail = z.infer<typeof findingDetailSchema>;

/**
 * `GET /v1/entity/:namespace/:kind/:name/findings`.
 *
 * @public
 */
export const findingsPageSchema = pageSchema(findingSchema).extend({
  freshness: freshnessSchema,
});

/**
 * See {@link findingsPageSchema}.
 *
 * @public
 */
export type FindingsPage = z.infer<typeof findingsPageSchema>;
