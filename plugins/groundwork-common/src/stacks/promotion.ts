// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  layerIdSchema,
  sha256Schema,
  ulidSchema,
} from '../ids';
import { environmentSchema, targetSchema } from '../targets';
import { layerVersionSchema } from './layerVersion';
import { changeShape } from './lifecycle';
import { layerOutputRefSchema } from './requests';
import { promotionOriginSchema } from './run';
import { runStateSchema } from './states';
import { stackStatusSchema } from './stack';

/**
 * How the code of a stack stands to that of the stack that is looked at: `older` had succeeded there before, `newer` has
 * what stands there among its own past, `different` neither. Inputs do not count as code.
 *
 * @public
 */
export const promotionCodeSchema = z.enum([
  'same',
  'older',
  'newer',
  'different',
  'unknown',
]);

/**
 * See {@link promotionCodeSchema}.
 *
 * @public
 */
export type PromotionCode = z.infer<typeof promotionCodeSchema>;

/**
 * One environment of the way that code takes, with the stack that stands there.
 *
 * @public
 */
export const promotionStepSchema = z.object({
  environment: environmentSchema,
  /** Nothing is applied here that has not succeeded in the environment before. */
  required: z.boolean(),
  /** There is a stack, but the caller may not see it. */
  hidden: z.boolean(),
  stack: z
    .object({
      stackId: ulidSchema,
      entityRef: entityRefSchema,
      target: targetSchema,
      status: stackStatusSchema,
      /** It is the stack that is looked at. */
      current: z.boolean(),
      /** Absent while nothing is applied. */
      code: promotionCodeSchema.optional(),
      sourceDigest: sha256Schema.optional(),
      /** Of the source without its inputs. */
      codeDigest: sha256Schema.optional(),
      layerVersion: layerVersionSchema.optional(),
      /** When its source was applied, by which run, and who had asked for it. */
      applied: z
        .object({
          runId: ulidSchema,
          at: instantSchema,
          requestedBy: entityRefSchema,
        })
        .optional(),
      lastRun: z
        .object({
          id: ulidSchema,
          state: runStateSchema,
          updatedAt: instantSchema,
        })
        .optional(),
      promotedFrom: promotionOriginSchema.optional(),
    })
    .optional(),
});

/**
 * See {@link promotionStepSchema}.
 *
 * @public
 */
export type PromotionStep = z.infer<typeof promotionStepSchema>;

/**
 * An input in both environments. The values of a secret one are not shown.
 *
 * @public
 */
export const promotionInputSchema = z.object({
  name: z.string(),
  secret: z.boolean(),
  /** What it is here; absent when it is secret. */
  source: z.json().optional(),
  /** What it is there now; absent when it is secret, or has no value there. */
  target: z.json().optional(),
  /** It has a value there already, which is kept unless another is given. */
  isSet: z.boolean(),
  differs: z.boolean(),
  /** It has to be given: it is secret, or another stack's output, and has no value there. */
  isRequired: z.boolean(),
  /** The output of another stack that it is taken from. */
  output: z.object({ layer: layerIdSchema, output: z.string() }).optional(),
});

/**
 * See {@link promotionInputSchema}.
 *
 * @public
 */
export type PromotionInput = z.infer<typeof promotionInputSchema>;

/**
 * What the next promotion would bring, and what it needs.
 *
 * @public
 */
export const nextPromotionSchema = z.object({
  environment: environmentSchema,
  /** Where the stack stands there; absent when it would be made. */
  target: targetSchema.optional(),
  inputs: z.array(promotionInputSchema),
  /** Files of the code that differ; all of them when nothing stands there. */
  files: z.array(
    z.object({
      path: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
    }),
  ),
  /** How many files differ; more than are listed when they are many. */
  fileCount: z.number().int(),
  /** Sensitive variables whose values are asked for. */
  secretNames: z.array(z.string()),
  /** Why it cannot be promoted now. */
  blocked: z.string().optional(),
  /** The caller may plan; which accounts, the list of accounts says. */
  mayPromote: z.boolean(),
});

/**
 * See {@link nextPromotionSchema}.
 *
 * @public
 */
export type NextPromotion = z.infer<typeof nextPromotionSchema>;

/**
 * `GET /v1/stacks/:stackId/promotion`: the stacks of one layer and name, environment by environment, in order.
 *
 * @public
 */
export const stackPromotionSchema = z.object({
  steps: z.array(promotionStepSchema),
  /** Absent where the order ends, or does not have the environment of the stack. */
  next: nextPromotionSchema.optional(),
});

/**
 * See {@link stackPromotionSchema}.
 *
 * @public
 */
export type StackPromotion = z.infer<typeof stackPromotionSchema>;

/**
 * `POST /v1/stacks/:stackId/promote`: plan the code that is applied here in the next environment.
 *
 * @public
 */
export const promoteRequestSchema = z.strictObject({
  /** Where the stack stands in the next environment, or is to be made. */
  target: targetSchema,
  /** Inputs that are to be other than those there, or, when nothing stands there, than those here. */
  inputs: z.record(z.string().max(200), z.json()).default({}),
  /** Which of those inputs are outputs of other stacks. */
  layerOutputs: z.array(layerOutputRefSchema).max(50).default([]),
  ...changeShape,
});

/**
 * See {@link promoteRequestSchema}; defaults may be left out.
 *
 * @public
 */
export type PromoteRequest = z.input<typeof promoteRequestSchema>;
