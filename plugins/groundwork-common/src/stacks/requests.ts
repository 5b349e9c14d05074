// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  layerIdSchema,
  sha256Schema,
  stackNameSchema,
  ulidSchema,
} from '../ids';
import {
  accountIdSchema,
  accountSchema,
  environmentSchema,
  regionSchema,
  targetSchema,
} from '../targets';
import { pageQueryShape, pageSchema } from '../wire/paging';
import { engineSchema, runSourceSchema } from './bundle';
import { changeRecordSchema } from './change';
import { layerVersionSchema } from './layerVersion';
import { runImportsSchema } from './imports';
import { planDiffSchema } from './planDiff';
import { runSchema } from './run';
import { runEventSchema } from './events';
import { runStateSchema } from './states';
import { stackSchema, stackStatusSchema } from './stack';

/**
 * An input that was taken from another stack's output. The engine reads the output again before it plans, and
 * refuses when the value is no longer the one that was chosen.
 *
 * @public
 */
export const layerOutputRefSchema = z.strictObject({
  stackId: ulidSchema,
  output: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/, 'must be an output in snake case'),
  value: z.string().max(2048),
});

/**
 * See {@link layerOutputRefSchema}.
 *
 * @public
 */
export type LayerOutputRef = z.infer<typeof layerOutputRefSchema>;

/**
 * `POST /v1/runs`: plan this source into this target. The stack is found by target, layer and name, or made.
 *
 * @public
 */
export const createRunRequestSchema = z.strictObject({
  /** Two requests with the same key are one run. */
  idempotencyKey: z.string().min(1).max(200).optional(),
  layer: layerIdSchema,
  name: stackNameSchema,
  engine: engineSchema,
  target: targetSchema,
  owner: entityRefSchema,
  system: entityRefSchema.optional(),
  description: z.string().max(500).optional(),
  change: changeRecordSchema.optional(),
  source: runSourceSchema,
  layerOutputs: z.array(layerOutputRefSchema).max(50).default([]),
  /** Resources that stand already and are taken into the state; Terraform only. */
  imports: runImportsSchema.default([]),
  /** Values of sensitive variables. Encrypted at rest, forgotten when the run ends, masked everywhere. */
  secretVariables: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a variable name'),
      z.string().max(16_384),
    )
    .default({}),
});

/**
 * See {@link createRunRequestSchema}; defaults may be left out.
 *
 * @public
 */
export type CreateRunRequest = z.input<typeof createRunRequestSchema>;

/**
 * `POST /v1/runs/:runId/approve` and, with a comment, `/reject`: a decision on the plan with this digest.
 *
 * @public
 */
export const decisionRequestSchema = z.strictObject({
  planDigest: sha256Schema,
  comment: z.string().max(2000).optional(),
});

/**
 * See {@link decisionRequestSchema}.
 *
 * @public
 */
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

/**
 * Body of `POST /v1/runs/:runId/reject`: the requester is told why.
 *
 * @public
 */
export const rejectRequestSchema = decisionRequestSchema.extend({
  comment: z.string().trim().min(1).max(2000),
});

/**
 * `POST /v1/runs/:runId/{discard,cancel,resume,unlock,fail}`: a step with its reason.
 *
 * @public
 */
export const operationRequestSchema = z.strictObject({
  reason: z.string().max(2000).optional(),
});

/**
 * Body of `POST /v1/runs/:runId/override`: lets a plan go on that a policy of level `soft` objects to.
 *
 * @public
 */
export const overrideRequestSchema = z.strictObject({
  planDigest: sha256Schema,
  reason: z.string().trim().min(1).max(2000),
});

/**
 * See {@link overrideRequestSchema}.
 *
 * @public
 */
export type OverrideRequest = z.infer<typeof overrideRequestSchema>;

/**
 * See {@link operationRequestSchema}.
 *
 * @public
 */
export type OperationRequest = z.infer<typeof operationRequestSchema>;

/** Accepts `a` and `a,b` alike. */
const list = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .max(500)
    .transform(text => text.split(','))
    .pipe(z.array(item));

/**
 * `GET /v1/runs`.
 *
 * @public
 */
export const runsQuerySchema = z.strictObject({
  ...pageQueryShape,
  stackId: ulidSchema.optional(),
  state: list(runStateSchema).optional(),
  accountId: accountIdSchema.optional(),
  requestedBy: entityRefSchema.optional(),
});

/**
 * See {@link runsQuerySchema}, as it is written in the address.
 *
 * @public
 */
export type RunsQuery = z.input<typeof runsQuerySchema>;

/**
 * `GET /v1/stacks`.
 *
 * @public
 */
export const stacksQuerySchema = z.strictObject({
  ...pageQueryShape,
  layer: layerIdSchema.optional(),
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
  environment: environmentSchema.optional(),
  owner: entityRefSchema.optional(),
  system: entityRefSchema.optional(),
  engine: engineSchema.optional(),
  /** The version of the layer; `none` for sources that name none. */
  layerVersion: z.union([layerVersionSchema, z.literal('none')]).optional(),
  text: z.string().max(100).optional(),
  /** Destroyed stacks are left out unless they are asked for. */
  status: list(stackStatusSchema).optional(),
  /** Only stacks that changed after this instant; for pollers. */
  changedSince: z.iso.datetime().optional(),
});

/**
 * See {@link stacksQuerySchema}, as it is written in the address.
 *
 * @public
 */
export type StacksQuery = z.input<typeof stacksQuerySchema>;

/**
 * `GET /v1/outputs`: outputs that another layer's form may choose from.
 *
 * @public
 */
export const outputsQuerySchema = z.strictObject({
  layer: layerIdSchema,
  output: z.string().regex(/^[a-z][a-z0-9_]*$/),
  accountId: accountIdSchema.optional(),
  region: regionSchema.optional(),
});

/**
 * See {@link outputsQuerySchema}.
 *
 * @public
 */
export type OutputsQuery = z.infer<typeof outputsQuerySchema>;

/**
 * An output of an applied stack as a choice in a form.
 *
 * @public
 */
export const outputChoiceSchema = layerOutputRefSchema.extend({
  stackName: stackNameSchema,
  entityRef: entityRefSchema,
  target: targetSchema,
});

/**
 * See {@link outputChoiceSchema}.
 *
 * @public
 */
export type OutputChoice = z.infer<typeof outputChoiceSchema>;

/** @public */
export const runsPageSchema = pageSchema(runSchema);
/** @public */
export type RunsPage = z.infer<typeof runsPageSchema>;
/** @public */
export const stacksPageSchema = pageSchema(stackSchema);
/** @public */
export type StacksPage = z.infer<typeof stacksPageSchema>;
/** @public */
export const accountsPageSchema = pageSchema(accountSchema);
/** @public */
export type AccountsPage = z.infer<typeof accountsPageSchema>;
/** @public */
export const outputsPageSchema = pageSchema(outputChoiceSchema);
/** @public */
export type OutputsPage = z.infer<typeof outputsPageSchema>;
/** @public */
export const runEventsPageSchema = z.object({
  items: z.array(runEventSchema),
  /** Ask for events after this one next. */
  lastSeq: z.number().int(),
});
/** @public */
export type RunEventsPage = z.infer<typeof runEventsPageSchema>;
/** @public */
export const runPlanSchema = z.object({
  runId: ulidSchema,
  planDigest: sha256Schema,
  plan: planDiffSchema,
});
/** @public */
export type RunPlan = z.infer<typeof runPlanSchema>;
