// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  layerIdSchema,
  stackNameSchema,
  ulidSchema,
} from '../ids';
import { accountIdSchema, regionSchema } from '../targets';
import { problemSchema } from '../wire/problems';
import { engineSchema } from './bundle';

/** Where it is looked. */
const placeShape = {
  accountId: accountIdSchema,
  region: regionSchema,
  /** A bucket of the account with Terraform states; by default the one that the engine keeps its own in. */
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket')
    .optional(),
};

/**
 * `POST /v1/standing/search`: look for what stands in an account and Region and was not made here. It reads from AWS,
 * so it is asked for, and not part of a page.
 *
 * @public
 */
export const standingSearchSchema = z.strictObject({
  ...placeShape,
  /** Part of the key of a state, or of the name of a CloudFormation stack. */
  text: z.string().max(200).optional(),
});

/**
 * See {@link standingSearchSchema}.
 *
 * @public
 */
export type StandingSearch = z.infer<typeof standingSearchSchema>;

/**
 * A Terraform state or CloudFormation stack that was found.
 *
 * @public
 */
export const standingFindingSchema = z.object({
  /** Address of the Terraform state, or ARN of the CloudFormation stack. */
  origin: z.string(),
  /** Key of the state without `.tfstate`, or name of the stack. */
  title: z.string(),
  engine: engineSchema.optional(),
  region: regionSchema.optional(),
  /** How many resources it has, and how many outputs. */
  resources: z.number().int().optional(),
  outputs: z.number().int().optional(),
  changedAt: instantSchema.optional(),
  /** What it may be registered as, by its tags, its name and its account. */
  suggestion: z.object({
    layer: layerIdSchema.optional(),
    name: stackNameSchema.optional(),
    owner: entityRefSchema.optional(),
  }),
  /** The stack that it is registered as. */
  stackId: ulidSchema.optional(),
  /** Why it cannot be registered. */
  objection: z.string().optional(),
});

/**
 * See {@link standingFindingSchema}.
 *
 * @public
 */
export type StandingFinding = z.infer<typeof standingFindingSchema>;

/**
 * What {@link standingSearchSchema} answers.
 *
 * @public
 */
export const standingFindingsSchema = z.object({
  items: z.array(standingFindingSchema),
  problems: z.array(problemSchema),
  /** There is more than one search answers; a text narrows it. */
  isCapped: z.boolean(),
});

/**
 * See {@link standingFindingsSchema}.
 *
 * @public
 */
export type StandingFindings = z.infer<typeof standingFindingsSchema>;

/**
 * `POST /v1/standing`: register what was found, read-only. Each is read again from AWS.
 *
 * @public
 */
export const registerStandingSchema = z.strictObject({
  ...placeShape,
  stacks: z
    .array(
      z.strictObject({
        origin: z.string().max(2048),
        layer: layerIdSchema,
        name: stackNameSchema,
        owner: entityRefSchema,
      }),
    )
    .min(1)
    .max(50),
});

/**
 * See {@link registerStandingSchema}.
 *
 * @public
 */
export type RegisterStanding = z.infer<typeof registerStandingSchema>;

/**
 * `POST /v1/stacks/:stackId/deregister`: forget a registered stack. What it stands for stays as it is.
 *
 * @public
 */
export const deregisterStandingSchema = z.strictObject({
  reason: z.string().trim().min(1).max(2000),
});

/**
 * See {@link deregisterStandingSchema}.
 *
 * @public
 */
export type DeregisterStanding = z.infer<typeof deregisterStandingSchema>;

/**
 * The stack that is no longer registered.
 *
 * @public
 */
export const deregisteredStandingSchema = z.object({ stackId: ulidSchema });

/**
 * See {@link deregisteredStandingSchema}.
 *
 * @public
 */
export type DeregisteredStanding = z.infer<typeof deregisteredStandingSchema>;

/**
 * What became of each that was to be registered.
 *
 * @public
 */
export const registeredStandingSchema = z.object({
  items: z.array(
    z.object({
      origin: z.string(),
      /** Of what is registered. */
      stackId: ulidSchema.optional(),
      /** Why it is not. */
      objection: z.string().optional(),
    }),
  ),
});

/**
 * See {@link registeredStandingSchema}.
 *
 * @public
 */
export type RegisteredStanding = z.infer<typeof registeredStandingSchema>;
