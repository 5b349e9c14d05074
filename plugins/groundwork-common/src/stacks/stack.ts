// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  layerIdSchema,
  sha256Schema,
  stackNameSchema,
  ulidSchema,
} from '../ids';
import { targetSchema } from '../targets';
import { engineSchema } from './bundle';
import { stackDriftSchema } from './drift';
import { layerVersionSchema } from './layerVersion';
import { runStateSchema } from './states';

/**
 * Where a stack stands: never applied, applied and verified, or in a state that needs a person.
 *
 * @public
 */
export const stackStatusSchema = z.enum([
  'planned',
  'applied',
  'needs-attention',
  'destroyed',
]);

/**
 * See {@link stackStatusSchema}.
 *
 * @public
 */
export type StackStatus = z.infer<typeof stackStatusSchema>;

/**
 * An output of an applied stack. A sensitive output is named, its value never leaves the account.
 *
 * @public
 */
export const stackOutputSchema = z.object({
  /** In snake case, whichever engine made it. */
  name: z.string(),
  value: z.json().optional(),
  sensitive: z.boolean(),
});

/**
 * See {@link stackOutputSchema}.
 *
 * @public
 */
export type StackOutput = z.infer<typeof stackOutputSchema>;

/**
 * A resource that a stack has made.
 *
 * @public
 */
export const stackResourceSchema = z.object({
  address: z.string(),
  type: z.string(),
  physicalId: z.string().optional(),
});

/**
 * See {@link stackResourceSchema}.
 *
 * @public
 */
export type StackResource = z.infer<typeof stackResourceSchema>;

/**
 * One layer in one account, Region and environment. Unique on account, Region, layer and name.
 *
 * @public
 */
export const stackSchema = z.object({
  id: ulidSchema,
  layer: layerIdSchema,
  name: stackNameSchema,
  engine: engineSchema,
  target: targetSchema,
  owner: entityRefSchema,
  system: entityRefSchema.optional(),
  description: z.string().optional(),
  /** The catalog entity that stands for this stack once it is applied. */
  entityRef: entityRefSchema,
  status: stackStatusSchema,
  /** It was made elsewhere and is only registered: nothing is planned against it. */
  standing: z
    .object({
      /** Address of the Terraform state, or ARN of the CloudFormation stack. */
      origin: z.string(),
    })
    .optional(),
  /** Stacks whose outputs this one is fed with. */
  dependsOn: z.array(
    z.object({ stackId: ulidSchema, entityRef: entityRefSchema }),
  ),
  lastRun: z
    .object({ id: ulidSchema, state: runStateSchema, updatedAt: instantSchema })
    .optional(),
  /** Whether it is still what its source says. */
  drift: stackDriftSchema,
  /** The source that is applied. */
  sourceDigest: sha256Schema.optional(),
  /** The version of the layer that this source was rendered from. */
  layerVersion: layerVersionSchema.optional(),
  appliedAt: instantSchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

/**
 * See {@link stackSchema}.
 *
 * @public
 */
export type Stack = z.infer<typeof stackSchema>;

/**
 * What a person can plan for a stack now. The browser shows these buttons and no others.
 *
 * @public
 */
export const stackActionSchema = z.enum([
  'change',
  'rollback',
  'import',
  'destroy',
  'deregister',
]);

/**
 * See {@link stackActionSchema}.
 *
 * @public
 */
export type StackAction = z.infer<typeof stackActionSchema>;

/**
 * A stack with what it made and what it gives to others.
 *
 * @public
 */
export const stackDetailSchema = stackSchema.extend({
  outputs: z.array(stackOutputSchema),
  /** Of a destroyed stack: what was kept when it was destroyed. */
  resources: z.array(stackResourceSchema),
  actions: z.array(stackActionSchema).optional(),
  /** When it was destroyed, and by which run. */
  destroyed: z.object({ runId: ulidSchema, at: instantSchema }).optional(),
});

/**
 * See {@link stackDetailSchema}.
 *
 * @public
 */
export type StackDetail = z.infer<typeof stackDetailSchema>;
